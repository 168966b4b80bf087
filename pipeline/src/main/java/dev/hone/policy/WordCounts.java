package dev.hone.policy;

import java.util.function.ToIntFunction;

/**
 * Counts the tokens of a text word by word, and each word once: texts repeat their words, and to encode one takes a hundred times as long as
 * to look it up. Exact for tokenizers of which {@link WordBoundaries} says so. May be used by several threads at once; holds a bounded number of words.
 */
final class WordCounts {

    private static final int SLOTS = 1 << 16;
    private static final int LONGEST_KEPT = 48;
    private static final int HASH_FACTOR = 31;
    private static final int HASH_SHIFT = 15;

    private final ToIntFunction<String> encodedTokens;
    private final Word[] words = new Word[SLOTS];

    /** Immutable, so a thread that sees one of another thread sees it whole. */
    private record Word(String text, int tokens) {

        private boolean is(String other, int begin, int end) {
            return text.length() == end - begin && other.startsWith(text, begin);
        }
    }

    /**
     * Counts of nothing yet.
     *
     * @param encodedTokens the number of tokens that a text is encoded to
     */
    WordCounts(ToIntFunction<String> encodedTokens) {
        this.encodedTokens = encodedTokens;
    }

    /** Tokens of a text. */
    int count(String text) {
        int tokens = 0;
        for (int begin = 0; begin < text.length(); ) {
            int end = WordBoundaries.next(text, begin);
            tokens += count(text, begin, end);
            begin = end;
        }
        return tokens;
    }

    private int count(String text, int begin, int end) {
        if (end - begin > LONGEST_KEPT) {
            return encodedTokens.applyAsInt(text.substring(begin, end));
        }
        int slot = slot(text, begin, end);
        Word found = words[slot];
        if (found == null || !found.is(text, begin, end)) {
            String word = text.substring(begin, end);
            found = new Word(word, encodedTokens.applyAsInt(word));
            words[slot] = found;
        }
        return found.tokens();
    }

    private static int slot(String text, int begin, int end) {
        int hash = 0;
        for (int i = begin; i < end; i++) {
            hash = HASH_FACTOR * hash + text.charAt(i);
        }
        return (hash ^ hash >>> HASH_SHIFT) & SLOTS - 1;
    }
}
