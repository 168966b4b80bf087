package dev.hone.update;

import dev.hone.metrics.Metric;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.DoubleStream;

/**
 * Metrics of a run's latest steps, beside those of its first ones.
 *
 * @param history metrics of all steps so far, oldest first
 * @param size steps that a figure is the mean of
 */
record StepWindow(List<? extends SortedMap<String, Double>> history, int size) {

    /** The window as it was one step earlier. */
    StepWindow before() {
        return new StepWindow(history.subList(0, Math.max(0, history.size() - 1)), size);
    }

    /** Whether there are enough steps. */
    boolean isFull() {
        return history.size() >= size;
    }

    /** Mean over the latest steps that have the metric. */
    OptionalDouble recent(Metric metric) {
        return values(tail(), metric).average();
    }

    /** Mean over the first steps that have the metric. */
    OptionalDouble first(Metric metric) {
        return values(history.subList(0, Math.min(size, history.size())), metric)
                .average();
    }

    /** The latest step's. */
    OptionalDouble last(Metric metric) {
        return history.isEmpty()
                ? OptionalDouble.empty()
                : values(history.subList(history.size() - 1, history.size()), metric)
                        .findFirst();
    }

    /** The upper median of the latest steps; empty unless all of a full window have the metric. */
    OptionalDouble median(Metric metric) {
        double[] sorted = values(tail(), metric).sorted().toArray();
        return sorted.length < size ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2]);
    }

    /** Mean of the latest steps as a share of that of the first; 1 while they overlap or where it was not measured. */
    double shareOfStart(Metric metric) {
        OptionalDouble start = first(metric);
        OptionalDouble now = recent(metric);
        boolean comparable = history.size() >= 2 * size && start.isPresent() && now.isPresent();
        return comparable && start.getAsDouble() > 0 ? now.getAsDouble() / start.getAsDouble() : 1;
    }

    /** Whether the reward is below its best by more than a share of the range that it has had. */
    boolean rewardFell(double share) {
        double best = Double.NEGATIVE_INFINITY;
        double worst = Double.POSITIVE_INFINITY;
        for (int end = size; end <= history.size(); end++) {
            double mean = values(history.subList(end - size, end), Metric.REWARD)
                    .average()
                    .orElse(Double.NaN);
            best = Math.max(best, mean);
            worst = Math.min(worst, mean);
        }
        double now = recent(Metric.REWARD).orElse(Double.NaN);
        return best - now > share * Math.max(best - worst, Math.abs(best));
    }

    private List<? extends SortedMap<String, Double>> tail() {
        return history.subList(Math.max(0, history.size() - size), history.size());
    }

    private static DoubleStream values(List<? extends SortedMap<String, Double>> steps, Metric metric) {
        return steps.stream()
                .filter(step -> step.containsKey(metric.key()))
                .mapToDouble(step -> step.get(metric.key()));
    }
}
