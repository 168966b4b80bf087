package dev.hone.update;

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
    OptionalDouble recent(String name) {
        return values(tail(), name).average();
    }

    /** Mean over the first steps that have the metric. */
    OptionalDouble first(String name) {
        return values(history.subList(0, Math.min(size, history.size())), name).average();
    }

    /** The latest step's. */
    OptionalDouble last(String name) {
        return history.isEmpty()
                ? OptionalDouble.empty()
                : values(history.subList(history.size() - 1, history.size()), name)
                        .findFirst();
    }

    /** The upper median of the latest steps; empty unless all of a full window have the metric. */
    OptionalDouble median(String name) {
        double[] sorted = values(tail(), name).sorted().toArray();
        return sorted.length < size ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2]);
    }

    /** Mean of the latest steps as a share of that of the first; 1 while they overlap or where it was not measured. */
    double shareOfStart(String name) {
        OptionalDouble start = first(name);
        OptionalDouble now = recent(name);
        boolean comparable = history.size() >= 2 * size && start.isPresent() && now.isPresent();
        return comparable && start.getAsDouble() > 0 ? now.getAsDouble() / start.getAsDouble() : 1;
    }

    /** Whether the reward is below its best by more than a share of the range that it has had. */
    boolean rewardFell(double share) {
        double best = Double.NEGATIVE_INFINITY;
        double worst = Double.POSITIVE_INFINITY;
        for (int end = size; end <= history.size(); end++) {
            double mean =
                    values(history.subList(end - size, end), "reward").average().orElse(Double.NaN);
            best = Math.max(best, mean);
            worst = Math.min(worst, mean);
        }
        double now = recent("reward").orElse(Double.NaN);
        return best - now > share * Math.max(best - worst, Math.abs(best));
    }

    private List<? extends SortedMap<String, Double>> tail() {
        return history.subList(Math.max(0, history.size() - size), history.size());
    }

    private static DoubleStream values(List<? extends SortedMap<String, Double>> steps, String name) {
        return steps.stream().filter(step -> step.containsKey(name)).mapToDouble(step -> step.get(name));
    }
}
