package dev.hone.math.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How far two numbers of the same things order them alike, -1 to 1; empty where one of them is constant. */
public final class RankCorrelation {

    private RankCorrelation() {}

    /** Spearman's rho: Pearson's correlation of the ranks, ties with the mean of theirs. */
    public static OptionalDouble spearman(double[] x, double[] y) {
        requirePairs(x, y);
        return Correlation.pearson(midranks(x), midranks(y));
    }

    /** Kendall's tau-b, which knows ties (Kendall 1945), in O(n log n) by Knight's merge sort (Knight 1966). */
    public static OptionalDouble kendall(double[] x, double[] y) {
        requirePairs(x, y);
        double[][] pairs = IntStream.range(0, x.length)
                .mapToObj(i -> new double[] {x[i] + 0.0, y[i] + 0.0}) // -0.0 is 0.0
                .sorted(Comparator.<double[]>comparingDouble(pair -> pair[0]).thenComparingDouble(pair -> pair[1]))
                .toArray(double[][]::new);
        long all = pairsOf(x.length);
        long tiedInX = tied(Arrays.stream(x).sorted().toArray());
        long tiedInY = tied(Arrays.stream(y).sorted().toArray());
        if (tiedInX == all || tiedInY == all) {
            return OptionalDouble.empty();
        }
        double[] second = Arrays.stream(pairs).mapToDouble(pair -> pair[1]).toArray();
        long discordant = sort(second, new double[second.length], 0, second.length);
        long concordantLessDiscordant = all - tiedInX - tiedInY + tiedInBoth(pairs) - 2 * discordant;
        return OptionalDouble.of(
                concordantLessDiscordant / Math.sqrt((double) (all - tiedInX)) / Math.sqrt((double) (all - tiedInY)));
    }

    /** The rank of each value from 1; equal values share the mean of their ranks. */
    public static double[] midranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int at = from; at < to; at++) {
                ranks[order[at]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static void requirePairs(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("pairs are needed, got " + x.length + " and " + y.length + " values");
        }
    }

    private static long pairsOf(long count) {
        return count * (count - 1) / 2;
    }

    private static long tied(double[] sorted) {
        long tied = 0;
        long run = 1;
        for (int i = 1; i < sorted.length; i++) {
            run = sorted[i] == sorted[i - 1] ? run + 1 : 1;
            tied += run - 1;
        }
        return tied;
    }

    private static long tiedInBoth(double[][] sorted) {
        long tied = 0;
        long run = 1;
        for (int i = 1; i < sorted.length; i++) {
            run = Arrays.equals(sorted[i], sorted[i - 1]) ? run + 1 : 1;
            tied += run - 1;
        }
        return tied;
    }

    /** Sorts a part and counts the exchanges that a bubble sort would make. */
    private static long sort(double[] values, double[] spare, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) / 2;
        long exchanges = sort(values, spare, from, middle) + sort(values, spare, middle, to);
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            if (right == to || (left < middle && values[left] <= values[right])) {
                spare[at] = values[left++];
            } else {
                exchanges += middle - left;
                spare[at] = values[right++];
            }
        }
        System.arraycopy(spare, from, values, from, to - from);
        return exchanges;
    }
}
