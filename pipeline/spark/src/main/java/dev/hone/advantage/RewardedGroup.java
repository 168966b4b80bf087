package dev.hone.advantage;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.advantage.SoftOverlong;
import dev.hone.schema.RolloutRow;
import dev.hone.score.ScoredCompletion;
import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.OverlongShaping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The rewards of a prompt's completions as the mathematics takes them; NaN where a reward could not be computed.
 *
 * @param completions [G] the completions
 * @param shapedRewards [G] rewards less the penalties for length
 * @param parts [G][K] the rewards that GDPO normalises each on its own; [G][1] for the other kinds
 * @param hasSignal whether its rewards differ, and its outcomes where groups are filtered on them
 * @param outcomesDiffer whether it is kept where groups are filtered on their outcomes; always true where they are not
 */
record RewardedGroup(
        List<ScoredCompletion<RolloutRow>> completions,
        double[] shapedRewards,
        double[][] parts,
        boolean hasSignal,
        boolean outcomesDiffer) {

    /** @param weights of the components by name; empty for the reward as the only one */
    static RewardedGroup of(
            List<ScoredCompletion<RolloutRow>> completions, AdvantageSettings settings, Map<String, Double> weights) {
        double[] shaped = completions.stream()
                .mapToDouble(
                        completion -> completion.result().reward().orElse(Double.NaN) + penalty(completion, settings))
                .toArray();
        boolean several = settings.kind() == AdvantageKind.GDPO && !weights.isEmpty();
        double[][] parts = IntStream.range(0, shaped.length)
                .mapToObj(g -> several ? parts(completions.get(g), settings, weights) : new double[] {shaped[g]})
                .toArray(double[][]::new);
        boolean outcomesDiffer = !settings.filterOnOutcome() || outcomesDiffer(completions);
        return new RewardedGroup(completions, shaped, parts, anyDiffers(parts) && outcomesDiffer, outcomesDiffer);
    }

    /** [K] the weights of {@link #parts}. */
    static double[] partWeights(AdvantageSettings settings, Map<String, Double> weights) {
        if (weights.isEmpty()) {
            return new double[] {1};
        }
        DoubleStream named = weights.values().stream().mapToDouble(Double::doubleValue);
        return settings.overlong().isEmpty()
                ? named.toArray()
                : DoubleStream.concat(named, DoubleStream.of(1)).toArray();
    }

    /** [G] lengths. */
    int[] completionTokens() {
        return completions.stream().mapToInt(RewardedGroup::tokens).toArray();
    }

    /**
     * The completions with their advantages: 0, as their weights, where nothing is to be learnt from them. The advantage of a constant
     * group is 0 up to rounding, unless whitening over tokens has moved it.
     *
     * @param advantages [G]
     */
    List<WeightedCompletion> weighted(double[] advantages, boolean whitenedOverTokens) {
        List<WeightedCompletion> weighted = new ArrayList<>();
        for (int g = 0; g < advantages.length; g++) {
            ScoredCompletion<RolloutRow> completion = completions.get(g);
            boolean moved = whitenedOverTokens && Math.abs(advantages[g]) > GroupAdvantages.SIGNAL_TOLERANCE;
            boolean counts = completion.result().reward().isPresent() && outcomesDiffer && (hasSignal || moved);
            weighted.add(new WeightedCompletion(
                    completion,
                    completion.result().reward().isPresent()
                            ? OptionalDouble.of(shapedRewards[g])
                            : OptionalDouble.empty(),
                    counts ? advantages[g] : 0,
                    counts ? 1 : 0));
        }
        return weighted;
    }

    /** [K] the components in the order of their weights, then the penalty for length where there is one. */
    private static double[] parts(
            ScoredCompletion<RolloutRow> completion, AdvantageSettings settings, Map<String, Double> weights) {
        boolean known = completion.result().reward().isPresent();
        DoubleStream components = weights.keySet().stream()
                .mapToDouble(
                        name -> known ? completion.result().components().getOrDefault(name, Double.NaN) : Double.NaN);
        DoubleStream penalty = settings.overlong().isEmpty()
                ? DoubleStream.empty()
                : DoubleStream.of(known ? penalty(completion, settings) : Double.NaN);
        return DoubleStream.concat(components, penalty).toArray();
    }

    private static int tokens(ScoredCompletion<RolloutRow> completion) {
        return completion.completion().tokenIds().size();
    }

    /** What a completion loses for its length, at most 0. */
    private static double penalty(ScoredCompletion<RolloutRow> completion, AdvantageSettings settings) {
        if (settings.overlong().isEmpty()) {
            return 0;
        }
        OverlongShaping overlong = settings.overlong().get();
        return overlong.penalty()
                * SoftOverlong.penalty(tokens(completion), overlong.maxTokens(), overlong.cacheTokens());
    }

    private static boolean anyDiffers(double[][] parts) {
        return IntStream.range(0, parts[0].length)
                .anyMatch(k -> GroupAdvantages.hasSignal(IntStream.range(0, parts.length)
                        .mapToDouble(g -> parts[g][k])
                        .toArray()));
    }

    /** A group without known outcomes is kept. */
    private static boolean outcomesDiffer(List<ScoredCompletion<RolloutRow>> completions) {
        long different = completions.stream()
                .flatMap(completion -> completion.result().outcome().stream())
                .distinct()
                .count();
        return different != 1;
    }
}
