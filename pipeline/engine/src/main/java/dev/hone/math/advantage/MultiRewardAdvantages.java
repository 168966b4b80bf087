package dev.hone.math.advantage;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Advantages of completions with K rewards each, rewards [P][G][K]; NaN is a reward that could not be computed. */
public final class MultiRewardAdvantages {

    private MultiRewardAdvantages() {}

    /** [P][G] sum over k of weights[k] times the known rewards; NaN for a completion with none. */
    public static double[][] weightedSum(double[][][] rewards, double[] weights) {
        return Arrays.stream(rewards)
                .map(group -> Arrays.stream(group)
                        .mapToDouble(parts -> sumOfKnown(parts, weights))
                        .toArray())
                .toArray(double[][]::new);
    }

    /**
     * GDPO, arXiv:2601.05242: each reward is normalised within its group, (R - mean) / (std + epsilon); the weighted sums are whitened over
     * the batch with the same epsilon.
     *
     * @return [P][G]
     */
    public static double[][] gdpo(double[][][] rewards, double[] weights, double epsilon) {
        double[][] totals = new double[rewards.length][];
        for (int p = 0; p < rewards.length; p++) {
            totals[p] =
                    weightedSum(new double[][][] {normalizedParts(rewards[p], weights.length, epsilon)}, weights)[0];
            for (int g = 0; g < totals[p].length; g++) {
                boolean scored = Scorable.of(rewards[p][g]).length > 0;
                totals[p][g] = scored ? zeroIfUnknown(totals[p][g]) : Double.NaN;
            }
        }
        return whiten(totals, epsilon);
    }

    private static double[][] normalizedParts(double[][] group, int rewardCount, double epsilon) {
        double[][] normalized = new double[group.length][rewardCount];
        for (int k = 0; k < rewardCount; k++) {
            int reward = k;
            double[] column =
                    Arrays.stream(group).mapToDouble(parts -> parts[reward]).toArray();
            double[] known = Scorable.of(column);
            double mean = Scorable.mean(known);
            double scale = known.length < 2 ? Double.NaN : Scorable.deviation(known) + epsilon;
            IntStream.range(0, group.length).forEach(g -> normalized[g][reward] = (column[g] - mean) / scale);
        }
        return normalized;
    }

    private static double[][] whiten(double[][] totals, double epsilon) {
        double[] known = Scorable.of(
                Arrays.stream(totals).flatMapToDouble(Arrays::stream).toArray());
        double mean = Scorable.mean(known);
        double scale = known.length < 2 ? Double.POSITIVE_INFINITY : Scorable.deviation(known) + epsilon;
        return Arrays.stream(totals)
                .map(row -> Arrays.stream(row)
                        .map(total -> zeroIfUnknown((total - mean) / scale))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double sumOfKnown(double[] parts, double[] weights) {
        double[] products = IntStream.range(0, parts.length)
                .mapToDouble(k -> weights[k] * parts[k])
                .toArray();
        double[] known = Scorable.of(products);
        return known.length == 0 ? Double.NaN : Arrays.stream(known).sum();
    }

    private static double zeroIfUnknown(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
