package dev.hone.policy.tokenizer;

import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * Counts the tokens of a text word by word, and each word once: texts repeat their words, and to encode one takes a hundred times as long as
 * to look it up. Exact, since texts are cut at {@link WordBoundaries} only. May be used by several threads at once; holds a bounded
 * number of words.
 */
final class WordCounts {

    private static final int SLOTS = 1 << 17;
    private static final int SET = 4;
    private static final int LONGEST_KEPT = 48;
    private static final int SET_SHIFT = 12;
    private static final int HASH_FACTOR = 31;
    private static final int HASH_SPREAD = 0x9E3779B1;

    private final WordBoundaries boundaries;
    private final ToIntFunction<String> encodedTokens;
    private final Word[] words = new Word[SLOTS];

    /** Immutable, so a thread that sees one of another thread sees it whole. */
    private static final class Word {

        private final int hash;
        private final char[] text;
        private final int tokens;

        private Word(int hash, char[] text, int tokens) {
            this.hash = hash;
            this.text = text;
            this.tokens = tokens;
        }

        private boolean is(int otherHash, char[] other, int begin, int end) {
            return hash == otherHash && Arrays.equals(text, 0, text.length, other, begin, end);
        }
    }

    /**
     * Counts of nothing yet.
     *
     * @param boundaries where texts may be cut
     * @param encodedTokens the number of tokens that a text is encoded to
     */
    WordCounts(WordBoundaries boundaries, ToIntFunction<String> encodedTokens) {
        this.boundaries = boundaries;
        this.encodedTokens = encodedTokens;
    }

    /** Tokens of a text. */
    int count(String text) {
        char[] characters = text.toCharArray();
        int tokens = 0;
        int begin = 0;
        int hash = 0;
        for (int at = 0; at < characters.length; at++) {
            if (at > begin && boundaries.isAt(characters, at)) {
                tokens += count(characters, begin, at, hash);
                begin = at + boundaries.blanksBetween();
                hash = 0;
            }
            if (at >= begin) {
                hash = HASH_FACTOR * hash + characters[at];
            }
        }
        return begin < characters.length ? tokens + count(characters, begin, characters.length, hash) : tokens;
    }

    private int count(char[] text, int begin, int end, int hash) {
        if (end - begin > LONGEST_KEPT) {
            return encodedTokens.applyAsInt(new String(text, begin, end - begin));
        }
        int mixed = hash * HASH_SPREAD;
        int set = mixed >>> SET_SHIFT & SLOTS - SET; // the high bits are the mixed ones
        for (int slot = set; slot < set + SET; slot++) {
            Word word = words[slot];
            if (word == null) {
                return keep(Arrays.copyOfRange(text, begin, end), hash, slot);
            }
            if (word.is(hash, text, begin, end)) {
                return word.tokens;
            }
        }
        return keep(Arrays.copyOfRange(text, begin, end), hash, set + (mixed & SET - 1));
    }

    /** Counts a word, and keeps it in place of another. */
    private int keep(char[] word, int hash, int slot) {
        int tokens = encodedTokens.applyAsInt(new String(word));
        words[slot] = new Word(hash, word, tokens);
        return tokens;
    }
}
