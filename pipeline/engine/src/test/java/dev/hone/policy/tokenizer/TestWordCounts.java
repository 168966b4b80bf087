package dev.hone.policy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.Fixtures;
import dev.hone.policy.template.ChatPrompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens counted word by word are as many as the tokenizer makes of the whole. */
class TestWordCounts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXTS = 400;
    private static final List<String> PARTS = List.of(
            " ",
            " ",
            " ",
            "  ",
            "\n",
            "\r\n",
            "\t",
            "\u00a0",
            "the",
            "Words",
            "it's",
            "DON'T",
            " 'tis",
            "x1",
            "12345",
            "3.14",
            "(a b)",
            "a.b c",
            "naïve",
            "e\u0301 e",
            "ﬁ",
            "中文 字",
            "🙂 ok",
            "<|im_end|>",
            "<|im_start|>",
            "<|eot_id|>",
            " |im_end|>",
            "'s a",
            "...",
            "—",
            "ſ",
            "İ i",
            "antidisestablishmentarianism-of-the-very-long-kind-without-end",
            "\u0000",
            "s'll be",
            "A B C",
            "\n\n",
            ".\n",
            "?\nyes",
            "a\nb",
            "\u0085",
            "\"q\"",
            ";",
            "x, y.z!");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama-tied",
                "llama-v5-config",
                "llama3-rope",
                "qwen2",
                "qwen3",
                "mistral",
                "phi3",
                "llama-linear-rope"
            })
    void aTextHasAsManyTokensAsItsWords(String model) {
        assertCounted(Fixtures.path("models/" + model));
    }

    @ParameterizedTest
    @CsvSource({"always, true", "always, false", "first, false"})
    void aTextHasAsManyTokensAsItsWordsInNewerFilesOfTheSameTokenizer(
            String scheme, boolean split, @TempDir Path folder) throws IOException {
        ObjectNode tokenizer = tokenizer("mistral");
        tokenizer.putNull("normalizer");
        tokenizer
                .putObject("pre_tokenizer")
                .put("type", "Metaspace")
                .put("replacement", "\u2581")
                .put("prepend_scheme", scheme)
                .put("split", split);
        JSON.writeValue(folder.resolve("tokenizer.json").toFile(), tokenizer);
        assertThat(WordBoundaries.of(tokenizer)).isEqualTo(WordBoundaries.SENTENCE_PIECE);
        assertCounted(folder);
    }

    private static void assertCounted(Path model) {
        HuggingFacePolicyTokenizer tokenizer = HuggingFacePolicyTokenizer.load(model);
        WordBoundaries boundaries = TokenizerConfig.read(model).wordBoundaries();
        WordCounts counts = new WordCounts(boundaries, text -> tokenizer.encode(text).length);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            assertThat(counts.count(text))
                    .as("seed %d, text <%s>", seed, text)
                    .isEqualTo(tokenizer.encode(text).length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-tied", "llama3-rope", "qwen2", "qwen3", "mistral", "phi3"})
    void aConversationHasAsManyTokensCountedAsEncoded(String model) {
        HuggingFacePolicyTokenizer tokenizer = HuggingFacePolicyTokenizer.load(Fixtures.path("models/" + model));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS / 8; i++) {
            ArrayNode messages = JSON.createArrayNode();
            messages.addObject().put("role", "user").put("content", text(random) + "?");
            ChatPrompt prompt = ChatPrompt.of(messages);
            assertThat(tokenizer.countChatTokens(prompt))
                    .as("seed %d, messages %s", seed, messages)
                    .isEqualTo(tokenizer.encodeChat(prompt).length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "llama-tied, BYTE_LEVEL",
        "llama3-rope, BYTE_LEVEL",
        "qwen2, BYTE_LEVEL",
        "qwen3, BYTE_LEVEL",
        "mistral, SENTENCE_PIECE",
        "phi3, SENTENCE_PIECE",
        "llama-linear-rope, SENTENCE_PIECE"
    })
    void tokenizersAreToldByWhereTheyCut(String model, WordBoundaries boundaries) {
        assertThat(WordBoundaries.of(tokenizer(model))).isEqualTo(boundaries);
    }

    @Test
    void aTokenWithABlankOrAnUnknownSplitMakesTheWholeTextCount() {
        ObjectNode tokenizer = tokenizer("qwen2");
        ((ObjectNode) tokenizer.at("/pre_tokenizer/pretokenizers/0/pattern")).put("Regex", "\\p{L}+ \\p{L}+|.");
        assertUnknown(tokenizer);
        ObjectNode spaced = tokenizer("qwen2");
        ((ObjectNode) spaced.at("/added_tokens/0")).put("content", "end of text");
        assertUnknown(spaced);
        ObjectNode marked = tokenizer("qwen2");
        ((ObjectNode) marked.at("/added_tokens/0")).put("content", "no.1");
        assertUnknown(marked);
        ObjectNode prefixed = tokenizer("llama-tied");
        ((ObjectNode) prefixed.at("/pre_tokenizer/pretokenizers/1")).put("add_prefix_space", true);
        assertUnknown(prefixed);
        ObjectNode lower = tokenizer("qwen2");
        lower.putObject("normalizer").put("type", "Lowercase");
        assertUnknown(lower);
    }

    @Test
    void aPieceOverABlankOrATokenThatEndsInALetterMakesTheWholeTextCount() {
        ObjectNode joined = tokenizer("mistral");
        ((ObjectNode) joined.at("/model/vocab")).put("of\u2581the", 9999);
        assertUnknown(joined);
        ObjectNode word = tokenizer("mistral");
        ((ObjectNode) word.at("/added_tokens/0")).put("content", "tool");
        assertUnknown(word);
        ObjectNode unprefixed = tokenizer("mistral");
        ((ArrayNode) unprefixed.at("/normalizer/normalizers")).remove(0);
        assertUnknown(unprefixed);
    }

    private static void assertUnknown(ObjectNode tokenizer) {
        assertThat(WordBoundaries.of(tokenizer)).isEqualTo(WordBoundaries.UNKNOWN);
    }

    @Test
    void aWordIsEncodedOnce() {
        List<String> encoded = new ArrayList<>();
        WordCounts counts = new WordCounts(WordBoundaries.BYTE_LEVEL, text -> {
            encoded.add(text);
            return 1;
        });
        assertThat(counts.count("two words, two words two words")).isEqualTo(6);
        assertThat(counts.count("two")).isEqualTo(1);
        assertThat(encoded).containsExactly("two", " words", ", two", " two");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }

    private static ObjectNode tokenizer(String model) {
        try {
            return (ObjectNode) JSON.readTree(
                    Fixtures.path("models/" + model + "/tokenizer.json").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
