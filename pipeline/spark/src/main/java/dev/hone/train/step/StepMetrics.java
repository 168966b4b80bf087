package dev.hone.train.step;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.metrics.Metric;
import dev.hone.schema.ScoreRow;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The metrics of a step that come from its stored scores. They are computed from the rows and not while scoring, so a step that was
 * interrupted and resumed reports the same metrics.
 */
public final class StepMetrics {

    private static final double MICROS = 1e6;

    private StepMetrics() {}

    /**
     * The metrics of these scores.
     *
     * @param kind of the advantages that the scores have
     */
    public static SortedMap<String, Double> of(List<ScoreRow> scores, AdvantageKind kind) {
        List<ScoreRow> scored =
                scores.stream().filter(score -> score.reward().isPresent()).toList();
        Map<String, List<ScoreRow>> groups =
                scores.stream().collect(Collectors.groupingBy(ScoreRow::promptId, TreeMap::new, Collectors.toList()));
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put(Metric.REWARD.key(), mean(scored, score -> score.reward().getAsDouble()));
        metrics.put(
                Metric.OUTCOME_RATE.key(), mean(scored, score -> score.outcome().orElse(false) ? 1 : 0));
        metrics.put(
                Metric.REWARDS_ERROR_RATE.key(),
                mean(scores, score -> score.reward().isEmpty() ? 1 : 0));
        if (scored.stream().anyMatch(score -> !score.shapedReward().equals(score.reward()))) {
            metrics.put(Metric.REWARDS_SHAPED.key(), mean(scored, score -> score.shapedReward()
                    .orElse(0)));
        }
        putKnown(metrics, Metric.JUDGE_COST_USD, sum(scores));
        putKnown(
                metrics,
                Metric.JUDGE_LATENCY_MEAN,
                scores.stream()
                        .flatMapToLong(score -> score.latencyMillis().stream())
                        .average());
        metrics.put(Metric.REWARD_STD.key(), mean(List.copyOf(groups.values()), StepMetrics::deviation));
        metrics.put(Metric.REWARD_MARGIN.key(), mean(List.copyOf(groups.values()), StepMetrics::margin));
        putComponents(metrics, scored);
        metrics.put(
                Metric.FRAC_REWARD_ZERO_STD.key(),
                mean(List.copyOf(groups.values()), group -> hasSignal(group, kind) ? 0 : 1));
        return metrics;
    }

    private static void putKnown(SortedMap<String, Double> metrics, Metric metric, OptionalDouble value) {
        value.ifPresent(known -> metrics.put(metric.key(), known));
    }

    /** The mean of each component, where a reward has several. */
    private static void putComponents(SortedMap<String, Double> metrics, List<ScoreRow> scored) {
        SortedMap<String, List<Double>> components = new TreeMap<>();
        scored.forEach(score -> score.components().forEach((name, value) -> components
                .computeIfAbsent(name, none -> new ArrayList<>())
                .add(value)));
        if (components.size() > 1) {
            components.forEach((name, values) ->
                    metrics.put(Metric.REWARDS_COMPONENT_MEAN.keyOf(name), mean(values, value -> value)));
        }
    }

    /** US dollars; empty where nothing cost anything. */
    private static OptionalDouble sum(List<ScoreRow> scores) {
        double microUsd = scores.stream()
                .flatMapToLong(score -> score.costMicroUsd().stream())
                .sum();
        return microUsd > 0 ? OptionalDouble.of(microUsd / MICROS) : OptionalDouble.empty();
    }

    /** As it was decided when the advantages were computed; whitening over tokens trains on groups of equal rewards too. */
    private static boolean hasSignal(List<ScoreRow> group, AdvantageKind kind) {
        double[] rewards = group.stream()
                .mapToDouble(score -> score.shapedReward().orElse(Double.NaN))
                .toArray();
        return group.stream().anyMatch(score -> score.lossWeight() > 0)
                && (!kind.whitensTokens() || GroupAdvantages.hasSignal(rewards));
    }

    /** The best reward less the worst; 0 for fewer than two rewards. */
    private static double margin(List<ScoreRow> group) {
        DoubleSummaryStatistics rewards =
                group.stream().flatMapToDouble(score -> score.reward().stream()).summaryStatistics();
        return rewards.getCount() < 2 ? 0 : rewards.getMax() - rewards.getMin();
    }

    /** Sample standard deviation (n - 1); 0 for fewer than two rewards. */
    private static double deviation(List<ScoreRow> group) {
        List<Double> rewards =
                group.stream().flatMap(score -> score.reward().stream().boxed()).toList();
        if (rewards.size() < 2) {
            return 0;
        }
        double mean = mean(rewards, reward -> reward);
        double squares = rewards.stream()
                .mapToDouble(reward -> (reward - mean) * (reward - mean))
                .sum();
        return Math.sqrt(squares / (rewards.size() - 1));
    }

    private static <T> double mean(List<T> rows, ToDoubleFunction<T> value) {
        return rows.stream().mapToDouble(value).average().orElse(0);
    }
}
