package dev.hone.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Places where every token of a text ends: between a letter of ASCII and a blank before another, as in "two| words". What is encoded on either side
 * of such a place is the same whatever stands on the other.
 */
final class WordBoundaries {

    /** The splits of GPT-4, Llama 3 and Qwen, in which letters and a blank behind them are never one piece, and nothing looks back. */
    private static final Set<String> SPLITS = Set.of(
            regex("\\p{N}{1,3}"),
            regex("\\p{N}"),
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

    private WordBoundaries() {}

    private static String regex(String number) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + number
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    /** Where the word that begins at a place ends. */
    static int next(String text, int begin) {
        int last = text.length() - 1;
        for (int i = begin + 1; i < last; i++) {
            if (text.charAt(i) == ' ' && isLetter(text.charAt(i + 1)) && isLetter(text.charAt(i - 1))) {
                return i;
            }
        }
        return text.length();
    }

    /**
     * Whether a tokenizer keeps to them: its normalizer leaves ASCII alone, its pre-tokenizer cuts there, and none of its added tokens has a
     * blank or a letter where it may stand across such a place.
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
        return plain && !content.contains(" ");
    }

    private static boolean leavesAsciiAlone(JsonNode normalizer) {
        return normalizer.isNull()
                || normalizer.isMissingNode()
                || normalizer.path("type").asText().equals("NFC");
    }

    /** What comes after a step that cuts can only cut further. */
    private static boolean cuts(JsonNode preTokenizer) {
        return switch (preTokenizer.path("type").asText()) {
            case "ByteLevel" -> preTokenizer.path("use_regex").asBoolean(true);
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

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
