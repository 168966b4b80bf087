package dev.hone.policy.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;

/** Places where every token of a text ends: what is encoded on either side is the same whatever stands on the other. */
enum WordBoundaries {
    /** None is known: texts must be encoded whole. */
    UNKNOWN(0),
    BYTE_LEVEL(0),
    SENTENCE_PIECE(1);

    private final int blanksBetween;

    WordBoundaries(int blanksBetween) {
        this.blanksBetween = blanksBetween;
    }

    /**
     * Those of a tokenizer.
     *
     * @param tokenizer tokenizer.json
     */
    static WordBoundaries of(JsonNode tokenizer) {
        if (ByteLevelBoundaries.areKeptBy(tokenizer)) {
            return BYTE_LEVEL;
        }
        return SentencePieceBoundaries.areKeptBy(tokenizer) ? SENTENCE_PIECE : UNKNOWN;
    }

    /**
     * Whether a place is one of them.
     *
     * @param at in [1, length)
     */
    boolean isAt(char[] text, int at) {
        return switch (this) {
            case BYTE_LEVEL -> ByteLevelBoundaries.isAt(text, at);
            case SENTENCE_PIECE -> SentencePieceBoundaries.isAt(text, at);
            case UNKNOWN -> false;
        };
    }

    /** Characters at such a place that belong to neither side, since the tokenizer writes a word alone as it does behind a blank. */
    int blanksBetween() {
        return blanksBetween;
    }

    static boolean isLetter(char c) {
        int small = c | 'a' - 'A';
        return small >= 'a' && small <= 'z';
    }
}
