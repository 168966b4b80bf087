package dev.hone.policy.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Boundaries of tokenizers that cut texts by a regular expression before they look for pieces, as GPT-2's, Llama 3's and Qwen's do: behind a
 * word of ASCII letters, where a blank and another word or a mark of punctuation follows, and behind the end of a line that is not empty,
 * where a word follows.
 */
final class ByteLevelBoundaries {

    /** The splits of GPT-4, Llama 3 and Qwen, in which letters and a blank behind them are never one piece, and nothing looks back. */
    private static final Set<String> SPLITS = Set.of(
            regex("\\p{N}{1,3}"),
            regex("\\p{N}"),
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

    private static final String PUNCTUATION = ".,;:?!)\"";
    private static final Pattern WORD_AND_PUNCTUATION = Pattern.compile("[A-Za-z][.,;:?!)\"]");

    private ByteLevelBoundaries() {}

    private static String regex(String number) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + number
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    /** Whether a place in [1, length) is one of them. */
    static boolean isAt(char[] text, int at) {
        char before = text[at - 1];
        char next = text[at];
        if (WordBoundaries.isLetter(next)) {
            return before == '\n' && at > 1 && isVisible(text[at - 2]);
        }
        if (!WordBoundaries.isLetter(before)) {
            return false;
        }
        return next == ' '
                ? at + 1 < text.length && WordBoundaries.isLetter(text[at + 1])
                : PUNCTUATION.indexOf(next) >= 0;
    }

    /**
     * Whether a tokenizer keeps to them: its normalizer leaves ASCII alone, its pre-tokenizer cuts there, and none of its added tokens
     * may stand across such a place.
     *
     * @param tokenizer tokenizer.json
     */
    static boolean areKeptBy(JsonNode tokenizer) {
        for (JsonNode added : tokenizer.path("added_tokens")) {
            if (!standsApart(added)) {
                return false;
            }
        }
        return leavesAsciiAlone(tokenizer.path("normalizer")) && cuts(tokenizer.path("pre_tokenizer"));
    }

    private static boolean standsApart(JsonNode added) {
        String content = added.path("content").asText();
        boolean plain = !added.path("lstrip").asBoolean()
                && !added.path("rstrip").asBoolean()
                && !added.path("single_word").asBoolean();
        return plain
                && content.chars().noneMatch(Character::isWhitespace)
                && !WORD_AND_PUNCTUATION.matcher(content).find();
    }

    private static boolean leavesAsciiAlone(JsonNode normalizer) {
        return normalizer.isNull()
                || normalizer.isMissingNode()
                || normalizer.path("type").asText().equals("NFC");
    }

    /** What comes after a step that cuts can only cut further. */
    private static boolean cuts(JsonNode preTokenizer) {
        return switch (preTokenizer.path("type").asText()) {
            case "ByteLevel" ->
                preTokenizer.path("use_regex").asBoolean(true)
                        && !preTokenizer.path("add_prefix_space").asBoolean(true);
            case "Split" ->
                preTokenizer.path("behavior").asText().equals("Isolated")
                        && !preTokenizer.path("invert").asBoolean()
                        && SPLITS.contains(
                                preTokenizer.path("pattern").path("Regex").asText());
            case "Sequence" -> sequenceCuts(preTokenizer.path("pretokenizers"));
            default -> false;
        };
    }

    private static boolean sequenceCuts(JsonNode steps) {
        for (JsonNode step : steps) {
            if (cuts(step)) {
                return true;
            }
            if (!step.path("type").asText().equals("Digits")) {
                return false;
            }
        }
        return false;
    }

    private static boolean isVisible(char c) {
        return c > ' ' && c < '\u007f';
    }
}
