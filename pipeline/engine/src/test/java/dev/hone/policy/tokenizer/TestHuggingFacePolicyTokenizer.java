package dev.hone.policy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.policy.template.ChatPrompt;
import dev.hone.policy.template.TemplateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens and renderings of the golden models, as transformers has them. */
class TestHuggingFacePolicyTokenizer {

    private static final Path FIXTURES =
            Path.of(System.getProperty("hone.shared", "../../shared")).resolve("fixtures");
    private static final TemplateSettings SETTINGS = TemplateSettings.at(LocalDateTime.of(2025, 3, 7, 14, 5, 9));
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("dev.hone.policy.Fixtures#models")
    void textsAndChatsOfAGoldenModelHaveTheIdsOfTransformers(String model) throws IOException {
        Path directory = directory(FIXTURES.resolve("models").resolve(model));
        JsonNode expected =
                JSON.readTree(directory.resolve("expected.json").toFile()).get("tokenizer");
        HuggingFacePolicyTokenizer tokenizer = HuggingFacePolicyTokenizer.load(directory, SETTINGS);
        checkTexts(tokenizer, expected.get("texts"));
        for (JsonNode chat : expected.get("chats")) {
            ChatPrompt prompt = ChatPrompt.of(chat.get("messages"));
            assertThat(tokenizer.renderChat(prompt)).isEqualTo(chat.get("text").textValue());
            assertThat(tokenizer.encodeChat(prompt)).containsExactly(ints(chat.get("ids")));
        }
    }

    @Test
    void theRealSmolLm2HasTheIdsOfItsTokenizerFile() throws IOException {
        JsonNode expected = JSON.readTree(directory(FIXTURES.resolve("smollm2-135m"))
                .resolve("expected.json")
                .toFile());
        String location = System.getProperty("hone.smollm2", "");
        Assumptions.assumeFalse(
                location.isEmpty(), "no -Dhone.smollm2=DIRECTORY with the files of SmolLM2-135M-Instruct");
        HuggingFacePolicyTokenizer tokenizer = HuggingFacePolicyTokenizer.load(Path.of(location), SETTINGS);
        checkTexts(tokenizer, expected.get("texts"));
        for (JsonNode prefix : expected.get("prefix_decodes")) {
            assertThat(tokenizer.decode(ints(prefix.get("ids"))))
                    .isEqualTo(prefix.get("decoded").textValue());
        }
        for (JsonNode chat : expected.get("chats")) {
            boolean asked = chat.get("add_generation_prompt").booleanValue();
            boolean forged = chat.get("messages").toString().contains("<|im_end|>");
            ChatPrompt prompt = ChatPrompt.of(chat.get("messages"));
            if (asked) {
                assertThat(tokenizer.renderChat(prompt))
                        .isEqualTo(chat.get("text").textValue());
            }
            if (asked && !forged) {
                assertThat(tokenizer.encodeChat(prompt)).containsExactly(ints(chat.get("ids")));
            }
        }
    }

    @Test
    void endOfSequenceIdsComeFromTheGenerationConfigThenTheTokenizer() {
        assertThat(load("llama3-rope").endOfSequenceIds()).containsExactly(378, 381, 382);
        assertThat(load("qwen3").endOfSequenceIds()).containsExactly(379, 377);
        assertThat(load("llama-tied").endOfSequenceIds()).containsExactly(2);
    }

    @Test
    void aPromptHasExactlyOneBeginningOfSequence() {
        int[] ids = load("llama3-rope").encodeChat(chat("Hi!"));
        assertThat(IntStream.of(ids).filter(id -> id == 377)).hasSize(1);
        assertThat(ids[0]).isEqualTo(377);
    }

    @Test
    void textsLongerThanTheDefaultLimitOfTheLibraryAreNotCut() {
        assertThat(load("llama-tied").encode("0 ".repeat(2000))).hasSize(4000);
    }

    @Test
    void decodingSkipsSpecialTokensAndToleratesHalfACharacter() {
        HuggingFacePolicyTokenizer tokenizer = load("llama-tied");
        assertThat(tokenizer.decode(new int[] {1, 281, 2})).isEqualTo(tokenizer.decode(new int[] {281}));
        assertThat(tokenizer.decode(new int[0])).isEmpty();
        int[] emoji = tokenizer.encode("\uD83D\uDE42");
        assertThat(tokenizer.decode(emoji)).isEqualTo("\uD83D\uDE42");
        assertThat(tokenizer.decode(new int[] {emoji[0]})).contains("\uFFFD");
    }

    @Test
    void manyThreadsGetTheSameIds() {
        HuggingFacePolicyTokenizer tokenizer = load("qwen3");
        List<String> texts = List.of("one <|im_end|> two", "three", "f\u00f6ur <think>");
        List<int[]> expected =
                texts.stream().map(t -> tokenizer.encodeChat(chat(t))).toList();
        IntStream.range(0, 300).parallel().forEach(i -> assertThat(tokenizer.encodeChat(chat(texts.get(i % 3))))
                .containsExactly(expected.get(i % 3)));
    }

    static void checkTexts(PolicyTokenizer tokenizer, JsonNode texts) {
        for (JsonNode text : texts) {
            String description = text.get("text").textValue();
            assertThat(tokenizer.encode(text.get("text").textValue()))
                    .as(description)
                    .containsExactly(ints(text.get("ids")));
            assertThat(tokenizer.decode(ints(text.get("ids"))))
                    .as(description)
                    .isEqualTo(text.get("decoded").textValue());
        }
    }

    private static ChatPrompt chat(String content) {
        return ChatPrompt.of(JSON.createArrayNode()
                .add(JSON.createObjectNode().put("role", "user").put("content", content)));
    }

    private static HuggingFacePolicyTokenizer load(String model) {
        return HuggingFacePolicyTokenizer.load(
                directory(FIXTURES.resolve("models").resolve(model)), SETTINGS);
    }

    private static Path directory(Path path) {
        Assumptions.assumeTrue(Files.isDirectory(path), "no golden files at " + path);
        return path;
    }

    static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size())
                .map(i -> array.get(i).intValue())
                .toArray();
    }
}
