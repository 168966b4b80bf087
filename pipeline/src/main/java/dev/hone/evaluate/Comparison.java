package dev.hone.evaluate;

import dev.hone.error.DataException;
import dev.hone.math.statistics.Interval;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.table.EvaluationRow;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Base against tuned on the same prompts, every figure from rows of {@code evaluations}.
 *
 * @param dataset the data set, or {@code all}
 * @param prompts number of prompts
 * @param baseAccuracy share of right answers before, with its 95 % interval
 * @param tunedAccuracy share of right answers after, with its 95 % interval
 * @param gain difference of the accuracies with its paired 95 % interval
 * @param rewardGain difference of the mean rewards with its paired 95 % interval
 */
public record Comparison(
        String dataset,
        int prompts,
        Interval baseAccuracy,
        Interval tunedAccuracy,
        Interval gain,
        Interval rewardGain) {

    /** Name of the comparison over all data sets. */
    public static final String ALL = "all";

    /** The comparison over all prompts, and one for each data set where there are several. */
    public static List<Comparison> of(List<EvaluationRow> base, List<EvaluationRow> tuned, PairedBootstrap bootstrap) {
        SortedMap<String, Comparison> comparisons = new TreeMap<>();
        Map<String, List<EvaluationRow>> baseByDataset = byDataset(base);
        Map<String, List<EvaluationRow>> tunedByDataset = byDataset(tuned);
        if (baseByDataset.size() > 1) {
            baseByDataset.forEach((dataset, rows) -> comparisons.put(
                    dataset, compare(dataset, rows, tunedByDataset.getOrDefault(dataset, List.of()), bootstrap)));
        }
        return Stream.concat(Stream.of(compare(ALL, base, tuned, bootstrap)), comparisons.values().stream())
                .toList();
    }

    /** Accuracy gained relative to the base's accuracy; 0.66 is two thirds more. Not a number where the base had none right. */
    public double relativeGain() {
        return gain.mean() / baseAccuracy.mean();
    }

    private static Comparison compare(
            String dataset, List<EvaluationRow> base, List<EvaluationRow> tuned, PairedBootstrap bootstrap) {
        SortedMap<String, Double> baseSuccess = byPrompt(base, EvaluationRow::success);
        SortedMap<String, Double> tunedSuccess = byPrompt(tuned, EvaluationRow::success);
        if (!baseSuccess.keySet().equals(tunedSuccess.keySet())) {
            throw new DataException("Base and tuned were evaluated on different prompts of " + dataset + " ("
                    + baseSuccess.size() + " and " + tunedSuccess.size()
                    + "): they cannot be compared in pairs. Evaluate both again.");
        }
        PairedBootstrap.Result accuracy = bootstrap.compare(values(baseSuccess), values(tunedSuccess));
        PairedBootstrap.Result reward = bootstrap.compare(
                values(byPrompt(base, Comparison::reward)), values(byPrompt(tuned, Comparison::reward)));
        return new Comparison(
                dataset,
                baseSuccess.size(),
                accuracy.base(),
                accuracy.tuned(),
                accuracy.difference(),
                reward.difference());
    }

    private static Map<String, List<EvaluationRow>> byDataset(List<EvaluationRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(EvaluationRow::dataset, TreeMap::new, Collectors.toList()));
    }

    private static SortedMap<String, Double> byPrompt(List<EvaluationRow> rows, ToDoubleFunction<EvaluationRow> value) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        EvaluationRow::promptId, TreeMap::new, Collectors.averagingDouble(value)));
    }

    private static double[] values(SortedMap<String, Double> byPrompt) {
        return byPrompt.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double reward(EvaluationRow row) {
        return row.reward().orElse(0);
    }
}
