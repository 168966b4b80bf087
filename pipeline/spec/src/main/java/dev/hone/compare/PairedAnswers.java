package dev.hone.compare;

import dev.hone.error.DataException;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.math.statistics.PairedShares;
import dev.hone.schema.EvaluationRow;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The answers of two policies to the same prompts, of which those count that were scored under both. */
public final class PairedAnswers {

    private final SortedMap<String, List<EvaluationRow>> before;
    private final SortedMap<String, List<EvaluationRow>> after;
    private final List<String> scored;

    private PairedAnswers(SortedMap<String, List<EvaluationRow>> before, SortedMap<String, List<EvaluationRow>> after) {
        this.before = before;
        this.after = after;
        this.scored = before.keySet().stream()
                .filter(prompt -> isScored(before.get(prompt)) && isScored(after.get(prompt)))
                .toList();
    }

    /**
     * Pairs them.
     *
     * @param what the prompts are called where they differ
     * @throws DataException where the policies were evaluated on different prompts
     */
    public static PairedAnswers of(String what, List<EvaluationRow> base, List<EvaluationRow> tuned) {
        SortedMap<String, List<EvaluationRow>> before = byPrompt(base);
        SortedMap<String, List<EvaluationRow>> after = byPrompt(tuned);
        if (!before.keySet().equals(after.keySet())) {
            throw new DataException("Base and tuned were evaluated on different prompts of " + what + " ("
                    + before.size() + " and " + after.size()
                    + "): they cannot be compared in pairs. Evaluate both again.");
        }
        return new PairedAnswers(before, after);
    }

    /** Number of prompts that count. */
    public int prompts() {
        return scored.size();
    }

    /** Prompts that are left out, since an answer could not be scored. */
    public int unscored() {
        return before.size() - scored.size();
    }

    /** Shares of right answers and their difference, with 95 % intervals; one prompt at least must count. */
    public PairedBootstrap.Result accuracy(PairedBootstrap bootstrap) {
        return PairedShares.compare(
                means(before, EvaluationRow::success), means(after, EvaluationRow::success), bootstrap);
    }

    /** Mean rewards and their difference, with 95 % intervals; one prompt at least must count. */
    public PairedBootstrap.Result reward(PairedBootstrap bootstrap) {
        return bootstrap.compare(means(before, PairedAnswers::reward), means(after, PairedAnswers::reward));
    }

    private static SortedMap<String, List<EvaluationRow>> byPrompt(List<EvaluationRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(EvaluationRow::promptId, TreeMap::new, Collectors.toList()));
    }

    private static boolean isScored(List<EvaluationRow> samples) {
        return samples.stream().anyMatch(EvaluationRow::isScored);
    }

    /** One mean for each prompt, over its samples that were scored. */
    private double[] means(Map<String, List<EvaluationRow>> rows, ToDoubleFunction<EvaluationRow> value) {
        return scored.stream()
                .mapToDouble(prompt -> rows.get(prompt).stream()
                        .filter(EvaluationRow::isScored)
                        .mapToDouble(value)
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private static double reward(EvaluationRow row) {
        return row.reward().orElseThrow();
    }
}
