package dev.hone.math.advantage;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Advantages of rewards [P][G]. A reward that could not be computed is NaN: it is left out of every mean and deviation and has
 * advantage 0. Groups may differ in size. Standard deviations have n - 1; a group with one scorable completion has advantage 0.
 */
public final class GroupAdvantages {

    /** The epsilon that TRL adds to a standard deviation. */
    public static final double DEFAULT_EPSILON = 1e-4;

    /** Rewards within this of each other are the same reward: floating-point noise makes no signal. */
    public static final double SIGNAL_TOLERANCE = 1e-9;

    private GroupAdvantages() {}

    /**
     * The advantages of a batch.
     *
     * @param rewards [P][G], NaN where a reward could not be computed
     * @param completionTokens [P][G] lengths of the completions, at least 1; only the kinds that whiten over tokens read it
     * @param epsilon added to a standard deviation (GRPO, BATCH_SCALED, RLOO_NORMALIZED, GDPO) or to the mean (MAXRL)
     * @return [P][G]
     */
    public static double[][] of(AdvantageKind kind, double[][] rewards, int[][] completionTokens, double epsilon) {
        return switch (kind) {
            case GRPO -> perGroup(rewards, group -> normalized(group, epsilon));
            case DR_GRPO -> centred(rewards);
            case RLOO -> perGroup(rewards, GroupAdvantages::leaveOneOut);
            case BATCH_SCALED -> batchScaled(rewards, epsilon);
            case RLOO_NORMALIZED -> leaveOneOutNormalized(rewards, epsilon);
            case REINFORCE_PP_BASELINE -> TokenWhitening.verl(centred(rewards), rewards, completionTokens);
            case REINFORCE_PP_BASELINE_OPENRLHF -> TokenWhitening.openRlhf(centred(rewards), rewards, completionTokens);
            case MAXRL -> perGroup(rewards, group -> maxRl(group, epsilon));
            case GDPO -> MultiRewardAdvantages.gdpo(lone(rewards), new double[] {1}, epsilon);
        };
    }

    /**
     * Whether a group can teach anything: two scorable rewards further apart than {@link #SIGNAL_TOLERANCE}.
     *
     * @param group [G], NaN where a reward could not be computed
     */
    public static boolean hasSignal(double[] group) {
        double[] known = Scorable.of(group);
        return known.length > 1
                && Arrays.stream(known).max().orElseThrow()
                                - Arrays.stream(known).min().orElseThrow()
                        > SIGNAL_TOLERANCE;
    }

    private static double[][] centred(double[][] rewards) {
        return perGroup(rewards, group -> {
            double mean = Scorable.mean(Scorable.of(group));
            return reward -> reward - mean;
        });
    }

    private static DoubleUnaryOperator normalized(double[] group, double epsilon) {
        double[] known = Scorable.of(group);
        if (known.length < 2) {
            return reward -> 0;
        }
        double mean = Scorable.mean(known);
        double scale = Scorable.deviation(known) + epsilon;
        return reward -> (reward - mean) / scale;
    }

    private static DoubleUnaryOperator leaveOneOut(double[] group) {
        double[] known = Scorable.of(group);
        if (known.length < 2) {
            return reward -> 0;
        }
        double mean = Scorable.mean(known);
        double factor = known.length / (known.length - 1.0);
        return reward -> (reward - mean) * factor;
    }

    private static DoubleUnaryOperator maxRl(double[] group, double epsilon) {
        double mean = Scorable.mean(Scorable.of(group));
        return mean == 0 ? reward -> 0 : reward -> (reward - mean) / (mean + epsilon);
    }

    private static double[][] batchScaled(double[][] rewards, double epsilon) {
        double[] known = Scorable.of(
                Arrays.stream(rewards).flatMapToDouble(Arrays::stream).toArray());
        double scale = known.length < 2 ? Double.POSITIVE_INFINITY : Scorable.deviation(known) + epsilon;
        return map(centred(rewards), advantage -> advantage / scale);
    }

    private static double[][] leaveOneOutNormalized(double[][] rewards, double epsilon) {
        double[][] raw = perGroup(rewards, GroupAdvantages::leaveOneOut);
        double[][] counted = new double[raw.length][];
        for (int p = 0; p < raw.length; p++) {
            boolean lone = Scorable.of(rewards[p]).length < 2;
            double[] group = rewards[p];
            double[] advantages = raw[p];
            counted[p] = IntStream.range(0, group.length)
                    .mapToDouble(g -> lone || Double.isNaN(group[g]) ? Double.NaN : advantages[g])
                    .toArray();
        }
        double[] known = Scorable.of(
                Arrays.stream(counted).flatMapToDouble(Arrays::stream).toArray());
        if (known.length < 2) {
            return map(raw, advantage -> 0);
        }
        double mean = Scorable.mean(known);
        double scale = Scorable.deviation(known) + epsilon;
        return map(counted, advantage -> Double.isNaN(advantage) ? 0 : (advantage - mean) / scale);
    }

    /** [P][G][1]: a single reward as one of several. */
    private static double[][][] lone(double[][] rewards) {
        return Arrays.stream(rewards)
                .map(row -> Arrays.stream(row)
                        .mapToObj(reward -> new double[] {reward})
                        .toArray(double[][]::new))
                .toArray(double[][][]::new);
    }

    private interface OfGroup {
        DoubleUnaryOperator advantage(double[] group);
    }

    private static double[][] perGroup(double[][] rewards, OfGroup ofGroup) {
        double[][] advantages = new double[rewards.length][];
        for (int p = 0; p < rewards.length; p++) {
            DoubleUnaryOperator advantage = ofGroup.advantage(rewards[p]);
            advantages[p] = Arrays.stream(rewards[p])
                    .map(reward -> Double.isNaN(reward) ? 0 : advantage.applyAsDouble(reward))
                    .toArray();
        }
        return advantages;
    }

    private static double[][] map(double[][] values, DoubleUnaryOperator operator) {
        return Arrays.stream(values)
                .map(row -> Arrays.stream(row).map(operator).toArray())
                .toArray(double[][]::new);
    }
}
