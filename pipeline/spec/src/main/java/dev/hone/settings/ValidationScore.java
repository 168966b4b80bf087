package dev.hone.settings;

import dev.hone.schema.EvaluationRow;
import java.util.List;
import java.util.Optional;

/**
 * How good the policy after a step is on the validation prompts. Accuracy decides; where it is equal, the mean reward does, so that
 * rewards that know no right and wrong are compared too.
 *
 * @param step steps that the policy has seen; 0 is the start
 * @param accuracy share of right answers among those that could be scored, 0 to 1
 * @param reward mean over the same
 */
public record ValidationScore(int step, double accuracy, double reward) {

    /** The score of one evaluation; empty for one without an answer that could be scored. */
    public static Optional<ValidationScore> of(int step, List<EvaluationRow> rows) {
        List<EvaluationRow> scored =
                rows.stream().filter(EvaluationRow::isScored).toList();
        if (scored.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ValidationScore(
                step,
                scored.stream().mapToDouble(EvaluationRow::success).average().orElseThrow(),
                scored.stream()
                        .mapToDouble(row -> row.reward().orElseThrow())
                        .average()
                        .orElseThrow()));
    }

    /**
     * Whether this is better.
     *
     * @param minDelta by how much at least; 0 for any improvement
     */
    public boolean improves(ValidationScore other, double minDelta) {
        if (accuracy == other.accuracy) {
            return reward > other.reward && reward - other.reward >= minDelta;
        }
        return accuracy > other.accuracy && accuracy - other.accuracy >= minDelta;
    }

    /** The best of the scores; among equals the earliest, since it has moved least from the start. */
    public static Optional<ValidationScore> best(List<ValidationScore> scores) {
        return scores.stream().reduce((best, next) -> next.improves(best, 0) ? next : best);
    }
}
