package dev.hone.compare;

import dev.hone.error.DataException;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.MajorityAnswerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Base against tuned on the same prompts, every figure from rows of {@code evaluations} and {@code majority_answers}. A prompt whose answer could
 * not be scored under either policy is left out of both, and counted.
 *
 * @param dataset the data set, or {@code all}
 * @param prompts number of prompts compared
 * @param unscored prompts left out
 * @param accuracy shares of right answers and their difference, with 95 % intervals
 * @param reward mean rewards and their difference, with 95 % intervals
 * @param tunedAnswers number of different answers that the tuned policy gave
 * @param majority what one and the same answer to every prompt would have earned; empty where reference answers do not recur
 */
public record Comparison(
        String dataset,
        int prompts,
        int unscored,
        PairedBootstrap.Result accuracy,
        PairedBootstrap.Result reward,
        int tunedAnswers,
        Optional<MajorityAnswerRow> majority) {

    /** Name of the comparison over all data sets. */
    public static final String ALL = "all";

    /**
     * The comparison over all prompts, and one for each data set where there are several; none where no prompt was scored under both
     * policies.
     *
     * @param majority rows of the same run and split
     * @throws DataException where the policies were evaluated on different prompts
     */
    public static List<Comparison> of(
            List<EvaluationRow> base,
            List<EvaluationRow> tuned,
            List<MajorityAnswerRow> majority,
            PairedBootstrap bootstrap) {
        List<Comparison> comparisons = new ArrayList<>();
        Map<String, List<EvaluationRow>> baseByDataset = byDataset(base);
        Map<String, List<EvaluationRow>> tunedByDataset = byDataset(tuned);
        boolean one = baseByDataset.size() == 1;
        Optional<MajorityAnswerRow> ofAll = majority.stream()
                .filter(row -> one || row.dataset().equals(ALL))
                .findFirst();
        compare(ALL, base, tuned, ofAll, bootstrap).ifPresent(comparisons::add);
        if (!one) {
            baseByDataset.forEach((dataset, rows) -> compare(
                            dataset,
                            rows,
                            tunedByDataset.getOrDefault(dataset, List.of()),
                            majority.stream()
                                    .filter(row -> row.dataset().equals(dataset))
                                    .findFirst(),
                            bootstrap)
                    .ifPresent(comparisons::add));
        }
        return List.copyOf(comparisons);
    }

    /** Accuracy gained relative to the base's accuracy; 0.66 is two thirds more. Empty where the base had none right: nothing is a multiple of 0. */
    public OptionalDouble relativeGain() {
        double before = accuracy.base().mean();
        return before > 0 ? OptionalDouble.of(accuracy.difference().mean() / before) : OptionalDouble.empty();
    }

    /**
     * The accuracy of the majority answer. Empty where it is right nowhere, not even where it is the reference: then references are no
     * answers, such as tests or limits.
     */
    public OptionalDouble majorityAccuracy() {
        return majority.stream()
                .mapToDouble(MajorityAnswerRow::accuracy)
                .filter(share -> share > 0)
                .findFirst();
    }

    private static Optional<Comparison> compare(
            String dataset,
            List<EvaluationRow> base,
            List<EvaluationRow> tuned,
            Optional<MajorityAnswerRow> majority,
            PairedBootstrap bootstrap) {
        PairedAnswers answers = PairedAnswers.of(dataset, base, tuned);
        if (answers.prompts() == 0) {
            return Optional.empty();
        }
        return Optional.of(new Comparison(
                dataset,
                answers.prompts(),
                answers.unscored(),
                answers.accuracy(bootstrap),
                answers.reward(bootstrap),
                (int) tuned.stream()
                        .map(row -> row.parts().answer().strip())
                        .distinct()
                        .count(),
                majority));
    }

    private static Map<String, List<EvaluationRow>> byDataset(List<EvaluationRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(EvaluationRow::dataset, TreeMap::new, Collectors.toList()));
    }
}
