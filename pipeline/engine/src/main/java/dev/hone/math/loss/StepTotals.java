package dev.hone.math.loss;

/**
 * What a whole optimizer step holds; the denominators of a loss. Computing each micro-batch with the step's totals makes their sums the
 * loss and gradient of the whole batch.
 *
 * @param rows completions, at least 1; those that are skipped because they have no gradient count too
 * @param tokens tokens that count, at least 1
 */
public record StepTotals(long rows, long tokens) {

    public StepTotals {
        if (rows < 1 || tokens < 1) {
            throw new IllegalArgumentException(
                    "a step needs at least one row and one token, got " + rows + " rows, " + tokens + " tokens");
        }
    }

    /** The totals of a step that is this one batch. */
    public static StepTotals of(LossBatch batch) {
        return new StepTotals(Math.max(1, batch.rows()), Math.max(1, batch.tokens()));
    }
}
