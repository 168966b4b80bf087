package dev.hone.math.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the pairs of sets that are at least so similar (Jaccard), by prefix filtering (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant
 * 2007): with the elements of every set in one order, two such sets A and B share one of the first {@code |A| − ⌈s |A|⌉ + 1} of A and of
 * those of B. The order is from rare to frequent, so sets that a long template makes alike meet at what is not of the template.
 */
public final class SimilarPairs {

    private static final double ROUNDING = 1e-9;

    private final List<long[]> sets;
    private final double similarity;
    private final int maxComparisons;
    private final Map<Long, Integer> frequencies = new HashMap<>();

    private SimilarPairs(List<long[]> sets, double similarity, int maxComparisons) {
        this.sets = sets;
        this.similarity = similarity;
        this.maxComparisons = maxComparisons;
    }

    /**
     * A pair.
     *
     * @param one place of a set in the list
     * @param other place of another, greater than {@code one}
     * @param similarity elements in both by elements in either, in (0, 1]
     */
    public record Pair(int one, int other, double similarity) {}

    /**
     * The pairs among some sets.
     *
     * @param sets each ascending, without repetition, not empty
     * @param similarity in (0, 1)
     * @param maxComparisons a set is compared with no more of those in front of it: first those that share its rarest elements, of these the
     *     nearest in the list; where more would have to be, pairs may be missed
     */
    public static List<Pair> of(List<long[]> sets, double similarity, int maxComparisons) {
        return new SimilarPairs(sets, similarity, maxComparisons).find();
    }

    /** Elements in both by elements in either, of sets in ascending order. */
    public static double jaccard(long[] one, long[] other) {
        int common = 0;
        int at = 0;
        for (long element : one) {
            while (at < other.length && other[at] < element) {
                at++;
            }
            common += at < other.length && other[at] == element ? 1 : 0;
        }
        return (double) common / (one.length + other.length - common);
    }

    private List<Pair> find() {
        sets.forEach(set -> Arrays.stream(set).forEach(element -> frequencies.merge(element, 1, Integer::sum)));
        Map<Long, List<Integer>> holders = new HashMap<>();
        int[] comparedWith = new int[sets.size()];
        Arrays.fill(comparedWith, -1);
        List<Pair> found = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            int left = maxComparisons;
            for (long element : prefix(sets.get(i))) {
                List<Integer> before = holders.computeIfAbsent(element, unseen -> new ArrayList<>());
                for (int k = before.size() - 1; k >= 0 && left > 0; k--) {
                    int j = before.get(k);
                    if (comparedWith[j] != i) {
                        comparedWith[j] = i;
                        left--;
                        compare(j, i, found);
                    }
                }
                before.add(i);
            }
        }
        return found;
    }

    private void compare(int one, int other, List<Pair> found) {
        double between = jaccard(sets.get(one), sets.get(other));
        if (between >= similarity) {
            found.add(new Pair(one, other, between));
        }
    }

    /** The rarest elements of a set, as many as it takes; those of no other set lead nowhere. */
    private long[] prefix(long[] set) {
        int length = set.length - (int) Math.ceil(similarity * set.length - ROUNDING) + 1;
        return Arrays.stream(set)
                .boxed()
                .sorted(Comparator.<Long>comparingInt(frequencies::get).thenComparing(Comparator.naturalOrder()))
                .limit(length)
                .filter(element -> frequencies.get(element) > 1)
                .mapToLong(Long::longValue)
                .toArray();
    }
}
