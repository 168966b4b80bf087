package dev.hone.math.similarity;

import java.io.Serializable;

/**
 * Locality-sensitive hashing of sets (Broder 1997; bands after Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3). The
 * least hash of a set is that of another one with a probability of their Jaccard similarity s. A band is {@code rows} such hashes, so two
 * sets share at least one of {@code bands} bands with the probability 1 − (1 − s^rows)^bands.
 *
 * @param bands number of keys of a set, at least 1
 * @param rows hashes in each key, at least 1; the more, the more alike two sets are that share one
 */
public record MinHash(int bands, int rows) implements Serializable {

    private static final int STANDARD_BANDS = 12;
    private static final int MAX_ROWS = 40;
    private static final int ORDER_HASHES = 16;
    private static final int LETTER_BITS = 6;
    private static final int LETTER_MASK = (1 << LETTER_BITS) - 1;
    private static final double RECALL = 0.99;
    /** The golden ratio in 64 bits: consecutive multiples are far apart. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    public MinHash {
        if (bands < 1 || rows < 1) {
            throw new IllegalArgumentException("bands and rows must be at least 1, got " + bands + " and " + rows);
        }
    }

    /** The most selective keys of which sets of this similarity, in (0, 1), share one with a probability of 99 %. */
    public static MinHash forSimilarity(double similarity) {
        double shareOfBand = 1 - Math.pow(1 - RECALL, 1.0 / STANDARD_BANDS);
        int rows = (int) Math.floor(Math.log(shareOfBand) / Math.log(similarity));
        return new MinHash(STANDARD_BANDS, Math.min(Math.max(rows, 1), MAX_ROWS));
    }

    /** The probability that sets of this similarity share a key. */
    public double probability(double similarity) {
        return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
    }

    /**
     * The keys of a set, and where it stands among the sets that have one of them too.
     *
     * @param keys one for each band
     * @param orders one for each band, to sort the sets of a key by: the more alike two sets are, the longer is the part at the start that
     *     their texts have in common. ASCII
     */
    public record Sketch(long[] keys, String[] orders) {}

    /**
     * The sketch of a set.
     *
     * @param set hashes of its elements, at least one
     * @param block sets of other blocks share no key with this one
     */
    public Sketch sketch(long[] set, long block) {
        long[] leasts = new long[bands * rows];
        for (int i = 0; i < leasts.length; i++) {
            leasts[i] = least(set, (i + 1L) * STEP);
        }
        long[] keys = new long[bands];
        String[] orders = new String[bands];
        for (int band = 0; band < bands; band++) {
            long key = Mixing.mix(block + band * STEP);
            for (int row = 0; row < rows; row++) {
                key = Mixing.mix(key + leasts[band * rows + row]);
            }
            keys[band] = key;
            orders[band] = order(leasts, (band + 1) * rows);
        }
        return new Sketch(keys, orders);
    }

    /** The least hashes of other bands, from one on, each cut to two letters: as likely the same as the sets are alike. */
    private static String order(long[] leasts, int from) {
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < ORDER_HASHES; i++) {
            long least = Mixing.mix(leasts[(from + i) % leasts.length]);
            order.append((char) ('0' + (least & LETTER_MASK)));
            order.append((char) ('0' + ((least >>> LETTER_BITS) & LETTER_MASK)));
        }
        return order.toString();
    }

    private static long least(long[] set, long seed) {
        long least = Long.MAX_VALUE;
        for (long element : set) {
            least = Math.min(least, Mixing.mix(element ^ seed));
        }
        return least;
    }
}
