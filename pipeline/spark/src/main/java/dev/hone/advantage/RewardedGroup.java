package dev.hone.advantage;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.advantage.SoftOverlong;
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
 * @param samples [G] the completions
 * @param shapedRewards [G] rewards less the penalties for length
 * @param parts [G][K] the rewards that GDPO normalises each on its own; [G][1] for the other kinds
 * @param hasSignal whether its rewards differ, and its outcomes where groups are filtered on them
 * @param outcomesDiffer whether it is kept where groups are filtered on their outcomes; always true where they are not
 */
record RewardedGroup(
        List<RewardOfSample> samples,
        double[] shapedRewards,
        double[][] parts,
        boolean hasSignal,
        boolean outcomesDiffer) {

    /** @param weights of the components by name; empty for the reward as the only one */
    static RewardedGroup of(List<RewardOfSample> samples, AdvantageSettings settings, Map<String, Double> weights) {
        double[] shaped = samples.stream()
                .mapToDouble(sample -> sample.reward().orElse(Double.NaN) + penalty(sample, settings))
                .toArray();
        boolean several = settings.kind() == AdvantageKind.GDPO && !weights.isEmpty();
        double[][] parts = IntStream.range(0, shaped.length)
                .mapToObj(g -> several ? parts(samples.get(g), settings, weights) : new double[] {shaped[g]})
                .toArray(double[][]::new);
        boolean outcomesDiffer = !settings.filterOnOutcome() || outcomesDiffer(samples);
        return new RewardedGroup(samples, shaped, parts, anyDiffers(parts) && outcomesDiffer, outcomesDiffer);
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
        return samples.stream().mapToInt(RewardOfSample::completionTokens).toArray();
    }

    /**
     * The completions with their advantages: 0, as their weights, where nothing is to be learnt from them. The advantage of a constant
     * group is 0 up to rounding, unless whitening over tokens has moved it.
     *
     * @param advantages [G]
     */
    List<AdvantageOfSample> weighted(double[] advantages, boolean whitenedOverTokens) {
        List<AdvantageOfSample> weighted = new ArrayList<>();
        for (int g = 0; g < advantages.length; g++) {
            RewardOfSample sample = samples.get(g);
            boolean moved = whitenedOverTokens && Math.abs(advantages[g]) > GroupAdvantages.SIGNAL_TOLERANCE;
            boolean counts = sample.reward().isPresent() && outcomesDiffer && (hasSignal || moved);
            weighted.add(new AdvantageOfSample(
                    sample.promptId(),
                    sample.sample(),
                    sample.reward().isPresent() ? OptionalDouble.of(shapedRewards[g]) : OptionalDouble.empty(),
                    counts ? advantages[g] : 0,
                    counts ? 1 : 0));
        }
        return weighted;
    }

    /** [K] the components in the order of their weights, then the penalty for length where there is one. */
    private static double[] parts(RewardOfSample sample, AdvantageSettings settings, Map<String, Double> weights) {
        boolean known = sample.reward().isPresent();
        DoubleStream components = weights.keySet().stream()
                .mapToDouble(name -> known ? sample.components().getOrDefault(name, Double.NaN) : Double.NaN);
        DoubleStream penalty = settings.overlong().isEmpty()
                ? DoubleStream.empty()
                : DoubleStream.of(known ? penalty(sample, settings) : Double.NaN);
        return DoubleStream.concat(components, penalty).toArray();
    }

    /** What a completion loses for its length, at most 0. */
    private static double penalty(RewardOfSample sample, AdvantageSettings settings) {
        if (settings.overlong().isEmpty()) {
            return 0;
        }
        OverlongShaping overlong = settings.overlong().get();
        return overlong.penalty()
                * SoftOverlong.penalty(sample.completionTokens(), overlong.maxTokens(), overlong.cacheTokens());
    }

    private static boolean anyDiffers(double[][] parts) {
        return IntStream.range(0, parts[0].length)
                .anyMatch(k -> GroupAdvantages.hasSignal(
                        IntStream.range(0, parts.length).mapToDouble(g -> parts[g][k]).toArray()));
    }

    /** A group without known outcomes is kept. */
    private static boolean outcomesDiffer(List<RewardOfSample> samples) {
        long different = samples.stream()
                .flatMap(sample -> sample.outcome().stream())
                .distinct()
                .count();
        return different != 1;
    }
}
