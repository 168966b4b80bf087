package dev.hone.advantage;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.advantage.SoftOverlong;
import dev.hone.reward.RewardResult;
import dev.hone.score.ScoredCompletion;
import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.OverlongShaping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The rewards of a prompt's completions as the mathematics takes them; NaN where a reward could not be computed.
 *
 * @param completions [G] the completions
 * @param completionTokens [G] their lengths
 * @param shapedRewards [G] rewards less the penalties for length
 * @param parts [G][K] the rewards that GDPO normalises each on its own; [G][1] for the other kinds
 * @param hasSignal whether its rewards differ, and its outcomes where groups are filtered on them
 * @param outcomesDiffer whether it is kept where groups are filtered on their outcomes; always true where they are not
 */
record RewardedGroup<C>(
        List<ScoredCompletion<C>> completions,
        int[] completionTokens,
        double[] shapedRewards,
        double[][] parts,
        boolean hasSignal,
        boolean outcomesDiffer) {

    /** @param weights of the components by name; empty for the reward as the only one */
    static <C> RewardedGroup<C> of(
            List<ScoredCompletion<C>> completions,
            ToIntFunction<C> length,
            AdvantageSettings settings,
            Map<String, Double> weights) {
        int[] tokens = completions.stream()
                .mapToInt(scored -> length.applyAsInt(scored.completion()))
                .toArray();
        double[] shaped = IntStream.range(0, tokens.length)
                .mapToDouble(
                        g -> completions.get(g).result().reward().orElse(Double.NaN) + penalty(tokens[g], settings))
                .toArray();
        boolean several = settings.kind() == AdvantageKind.GDPO && !weights.isEmpty();
        double[][] parts = IntStream.range(0, shaped.length)
                .mapToObj(g -> several
                        ? parts(completions.get(g).result(), tokens[g], settings, weights)
                        : new double[] {shaped[g]})
                .toArray(double[][]::new);
        boolean outcomesDiffer = !settings.filterOnOutcome() || outcomesDiffer(completions);
        return new RewardedGroup<>(
                completions, tokens, shaped, parts, anyDiffers(parts) && outcomesDiffer, outcomesDiffer);
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

    /**
     * The completions with their advantages: 0, as their weights, where nothing is to be learnt from them. The advantage of a constant
     * group is 0 up to rounding, unless whitening over tokens has moved it.
     *
     * @param advantages [G]
     */
    List<WeightedCompletion<C>> weighted(double[] advantages, boolean whitenedOverTokens) {
        List<WeightedCompletion<C>> weighted = new ArrayList<>();
        for (int g = 0; g < advantages.length; g++) {
            ScoredCompletion<C> completion = completions.get(g);
            boolean moved = whitenedOverTokens && Math.abs(advantages[g]) > GroupAdvantages.SIGNAL_TOLERANCE;
            boolean counts = completion.result().reward().isPresent() && outcomesDiffer && (hasSignal || moved);
            weighted.add(new WeightedCompletion<>(
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
            RewardResult result, int tokens, AdvantageSettings settings, Map<String, Double> weights) {
        boolean known = result.reward().isPresent();
        DoubleStream components = weights.keySet().stream()
                .mapToDouble(name -> known ? result.components().getOrDefault(name, Double.NaN) : Double.NaN);
        DoubleStream penalty = settings.overlong().isEmpty()
                ? DoubleStream.empty()
                : DoubleStream.of(known ? penalty(tokens, settings) : Double.NaN);
        return DoubleStream.concat(components, penalty).toArray();
    }

    /** What a completion loses for its length, at most 0. */
    private static double penalty(int tokens, AdvantageSettings settings) {
        if (settings.overlong().isEmpty()) {
            return 0;
        }
        OverlongShaping overlong = settings.overlong().get();
        return overlong.penalty() * SoftOverlong.penalty(tokens, overlong.maxTokens(), overlong.cacheTokens());
    }

    private static boolean anyDiffers(double[][] parts) {
        return IntStream.range(0, parts[0].length)
                .anyMatch(k -> GroupAdvantages.hasSignal(IntStream.range(0, parts.length)
                        .mapToDouble(g -> parts[g][k])
                        .toArray()));
    }

    /** A group without known outcomes is kept. */
    private static boolean outcomesDiffer(List<? extends ScoredCompletion<?>> completions) {
        long different = completions.stream()
                .flatMap(completion -> completion.result().outcome().stream())
                .distinct()
                .count();
        return different != 1;
    }
}
