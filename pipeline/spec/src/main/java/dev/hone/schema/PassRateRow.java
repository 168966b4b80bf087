package dev.hone.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How often a prompt was solved in a step.
 *
 * @param solved completions with outcome true
 * @param known completions whose outcome is known
 */
public record PassRateRow(int step, String promptId, long solved, long known) {

    /** solved / known; empty where no outcome is known. */
    public OptionalDouble passRate() {
        return known == 0 ? OptionalDouble.empty() : OptionalDouble.of(solved / (double) known);
    }

    /** The pass rates of one step from its scores, by prompt. */
    public static List<PassRateRow> of(int step, List<ScoreRow> scores) {
        Map<String, long[]> counts = new TreeMap<>();
        for (ScoreRow score : scores) {
            long[] count = counts.computeIfAbsent(score.promptId(), id -> new long[2]);
            Optional<Boolean> outcome = score.outcome();
            count[0] += outcome.orElse(false) ? 1 : 0;
            count[1] += outcome.isPresent() ? 1 : 0;
        }
        List<PassRateRow> rows = new ArrayList<>();
        counts.forEach((id, count) -> rows.add(new PassRateRow(step, id, count[0], count[1])));
        return rows;
    }
}
