package dev.hone.policy.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/**
 * Boundaries of tokenizers that write a mark for each blank and one more in front of the text, and never join a mark to what stands before
 * it, as those of Llama 2, Mistral and Phi-3 do: a single blank between two ASCII letters. The word behind it has the mark in the place of
 * the blank, or in front of it where it is encoded alone: the same.
 */
final class SentencePieceBoundaries {

    private static final String MARK = "\u2581";

    private SentencePieceBoundaries() {}

    /** Whether a place in [1, length) is the blank of one of them. */
    static boolean isAt(char[] text, int at) {
        return text[at] == ' '
                && WordBoundaries.isLetter(text[at - 1])
                && at + 1 < text.length
                && WordBoundaries.isLetter(text[at + 1]);
    }

    /**
     * Whether a tokenizer keeps to them: it does nothing but write marks, no piece holds one behind something else, and no added token may
     * reach across such a place, or end there, where what follows would get another mark.
     *
     * @param tokenizer tokenizer.json
     */
    static boolean areKeptBy(JsonNode tokenizer) {
        for (JsonNode added : tokenizer.path("added_tokens")) {
            if (!standsApart(added)) {
                return false;
            }
        }
        JsonNode model = tokenizer.path("model");
        boolean merges = model.path("type").asText().equals("BPE")
                && !model.path("ignore_merges").asBoolean()
                && model.path("dropout").asDouble() == 0;
        return merges && writesMarks(tokenizer) && marksBeginPieces(model.path("vocab"));
    }

    private static boolean standsApart(JsonNode added) {
        String content = added.path("content").asText();
        boolean plain =
                !added.path("lstrip").asBoolean() && !added.path("single_word").asBoolean();
        return plain
                && !content.isEmpty()
                && !content.contains(MARK)
                && content.chars().noneMatch(Character::isWhitespace)
                && !WordBoundaries.isLetter(content.charAt(content.length() - 1));
    }

    private static boolean writesMarks(JsonNode tokenizer) {
        JsonNode normalizer = tokenizer.path("normalizer");
        JsonNode preTokenizer = tokenizer.path("pre_tokenizer");
        return isAbsent(preTokenizer)
                ? replacesBlanks(normalizer.path("normalizers"))
                : isAbsent(normalizer) && isMetaspace(preTokenizer);
    }

    private static boolean replacesBlanks(JsonNode steps) {
        JsonNode first = steps.path(0);
        JsonNode second = steps.path(1);
        return steps.size() == 2
                && first.path("type").asText().equals("Prepend")
                && first.path("prepend").asText().equals(MARK)
                && second.path("type").asText().equals("Replace")
                && second.path("pattern").path("String").asText().equals(" ")
                && second.path("content").asText().equals(MARK);
    }

    private static boolean isMetaspace(JsonNode step) {
        return step.path("type").asText().equals("Metaspace")
                && step.path("replacement").asText().equals(MARK)
                && step.path("add_prefix_space").asBoolean(true)
                && !step.path("prepend_scheme").asText().equals("never");
    }

    private static boolean marksBeginPieces(JsonNode vocabulary) {
        for (Iterator<String> pieces = vocabulary.fieldNames(); pieces.hasNext(); ) {
            String piece = pieces.next();
            int afterMarks = 0;
            while (piece.startsWith(MARK, afterMarks)) {
                afterMarks++;
            }
            if (piece.indexOf(MARK, afterMarks) >= 0) {
                return false;
            }
        }
        return vocabulary.has(MARK);
    }

    private static boolean isAbsent(JsonNode step) {
        return step.isNull() || step.isMissingNode();
    }
}
