package dev.hone.serving.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was paid in a step, or in some that follow each other, while it is being read. */
final class StepRewards {

    private final int firstStep;
    private int lastStep;
    private int errors;
    private final List<Double> rewards = new ArrayList<>();
    private final SortedMap<String, double[]> sumsAndCounts = new TreeMap<>();

    StepRewards(int step) {
        this.firstStep = step;
        this.lastStep = step;
    }

    /** One completion. */
    void add(OptionalDouble reward, Map<String, Double> components) {
        if (reward.isEmpty()) {
            errors++;
            return;
        }
        rewards.add(reward.getAsDouble());
        components.forEach((name, value) -> addTo(name, value, 1));
    }

    /** All of a later step. */
    void add(int step, StepRewards more) {
        lastStep = step;
        errors += more.errors;
        rewards.addAll(more.rewards);
        more.sumsAndCounts.forEach((name, sum) -> addTo(name, sum[0], sum[1]));
    }

    /** Infinite where nothing is scored. */
    double least() {
        return rewards.stream().mapToDouble(Double::doubleValue).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** Infinitely low where nothing is scored. */
    double greatest() {
        return rewards.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NEGATIVE_INFINITY);
    }

    RewardSpread.Span span(double low, double high) {
        double[] sorted =
                rewards.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int[] counts = new int[RewardSpread.BARS];
        for (double reward : sorted) {
            int bar = (int) ((reward - low) / (high - low) * RewardSpread.BARS);
            counts[Math.min(RewardSpread.BARS - 1, bar)]++;
        }
        SortedMap<String, Double> means = new TreeMap<>();
        sumsAndCounts.forEach((name, sum) -> means.put(name, sum[0] / sum[1]));
        return new RewardSpread.Span(
                firstStep,
                lastStep,
                errors,
                quantile(sorted, 0.1),
                quantile(sorted, 0.5),
                quantile(sorted, 0.9),
                Arrays.stream(counts).boxed().toList(),
                means);
    }

    private void addTo(String component, double sum, double count) {
        double[] all = sumsAndCounts.computeIfAbsent(component, name -> new double[2]);
        all[0] += sum;
        all[1] += count;
    }

    /** The least value that this share of all does not exceed; NaN of none. */
    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
