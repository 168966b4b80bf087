package dev.hone.reward.grader;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Length of the longest common subsequence, 64 cells at a time (H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004). */
final class LongestCommonSubsequence {

    /** Symbols below it have their places in a table, those of most texts and all short lists of numbered tokens; others in a map. */
    private static final int TABLE = 0x80;

    private LongestCommonSubsequence() {}

    /** Takes a.length · b.length / 64 steps. */
    static int length(int[] a, int[] b) {
        if (a.length > b.length) {
            return length(b, a);
        }
        int words = (a.length + Long.SIZE - 1) / Long.SIZE;
        long[][] table = new long[TABLE][];
        Map<Integer, long[]> others = new HashMap<>();
        for (int i = 0; i < a.length; i++) {
            placesOf(a[i], table, others, words)[i / Long.SIZE] |= 1L << i;
        }
        long[] row = new long[words];
        Arrays.fill(row, -1L);
        for (int symbol : b) {
            long[] matches = symbol < TABLE ? table[symbol] : others.get(symbol);
            if (matches != null) {
                advance(row, matches);
            }
        }
        int zeros = 0;
        for (long word : row) {
            zeros += Long.bitCount(~word);
        }
        return zeros;
    }

    /** row = (row + (row AND matches)) OR (row − (row AND matches)), over all words with carry. */
    private static void advance(long[] row, long[] matches) {
        long carry = 0;
        for (int w = 0; w < row.length; w++) {
            long matched = row[w] & matches[w];
            long sum = row[w] + matched;
            long carried = sum + carry;
            long next = Long.compareUnsigned(sum, row[w]) < 0 || Long.compareUnsigned(carried, sum) < 0 ? 1 : 0;
            row[w] = carried | (row[w] - matched);
            carry = next;
        }
    }

    private static long[] placesOf(int symbol, long[][] table, Map<Integer, long[]> others, int words) {
        if (symbol >= TABLE) {
            return others.computeIfAbsent(symbol, unseen -> new long[words]);
        }
        if (table[symbol] == null) {
            table[symbol] = new long[words];
        }
        return table[symbol];
    }
}
