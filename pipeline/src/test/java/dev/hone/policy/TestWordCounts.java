package dev.hone.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
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
    @ValueSource(strings = {"llama-tied", "llama-v5-config", "llama3-rope", "qwen2", "qwen3"})
    void aTextHasAsManyTokensAsItsWords(String model) {
        HuggingFacePolicyTokenizer tokenizer = HuggingFacePolicyTokenizer.load(Fixtures.path("models/" + model));
        WordCounts counts = new WordCounts(text -> tokenizer.encode(text).length);
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
        "llama-tied, true",
        "llama3-rope, true",
        "qwen2, true",
        "qwen3, true",
        "mistral, false",
        "phi3, false",
        "llama-linear-rope, false"
    })
    void tokenizersWithoutCutsAtBlanksAreTold(String model, boolean kept) {
        assertThat(WordBoundaries.areKeptBy(tokenizer(model))).isEqualTo(kept);
    }

    @Test
    void aTokenWithABlankOrAnUnknownSplitMakesTheWholeTextCount() {
        ObjectNode tokenizer = tokenizer("qwen2");
        ((ObjectNode) tokenizer.at("/pre_tokenizer/pretokenizers/0/pattern")).put("Regex", "\\p{L}+ \\p{L}+|.");
        assertThat(WordBoundaries.areKeptBy(tokenizer)).isFalse();
        ObjectNode spaced = tokenizer("qwen2");
        ((ObjectNode) spaced.at("/added_tokens/0")).put("content", "end of text");
        assertThat(WordBoundaries.areKeptBy(spaced)).isFalse();
        ObjectNode marked = tokenizer("qwen2");
        ((ObjectNode) marked.at("/added_tokens/0")).put("content", "no.1");
        assertThat(WordBoundaries.areKeptBy(marked)).isFalse();
        ObjectNode prefixed = tokenizer("llama-tied");
        ((ObjectNode) prefixed.at("/pre_tokenizer/pretokenizers/1")).put("add_prefix_space", true);
        assertThat(WordBoundaries.areKeptBy(prefixed)).isFalse();
        ObjectNode lower = tokenizer("qwen2");
        lower.putObject("normalizer").put("type", "Lowercase");
        assertThat(WordBoundaries.areKeptBy(lower)).isFalse();
    }

    @Test
    void aWordIsEncodedOnce() {
        List<String> encoded = new ArrayList<>();
        WordCounts counts = new WordCounts(text -> {
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
