package dev.hone.score;

import java.util.List;

/**
 * What was scored.
 *
 * @param scored the completions of each prompt in order of sample, prompts in the order in which they were given
 * @param errors how many have no reward
 * @param maxErrorShare greatest share of errors that is allowed
 */
public record ScoreResult<C>(List<ScoredCompletion<C>> scored, int errors, double maxErrorShare) {

    public ScoreResult {
        scored = List.copyOf(scored);
    }

    static <C> ScoreResult<C> of(List<ScoredCompletion<C>> scored, double maxErrorShare) {
        long errors = scored.stream()
                .filter(completion -> completion.result().error().isPresent())
                .count();
        return new ScoreResult<>(scored, (int) errors, maxErrorShare);
    }

    /** How many have a reward. */
    public int rewarded() {
        return scored.size() - errors;
    }

    /** Errors over rows; 0 without rows. */
    public double errorShare() {
        return scored.isEmpty() ? 0 : (double) errors / scored.size();
    }

    public boolean errorShareExceeded() {
        return errorShareExceeded(0, 0);
    }

    private boolean errorShareExceeded(int earlierRows, int earlierErrors) {
        int rows = scored.size() + earlierRows;
        return rows > 0 && (errors + earlierErrors) / (double) rows > maxErrorShare;
    }

    /**
     * To be called before the scores are stored: what is not stored is scored again when the run resumes.
     *
     * @throws dev.hone.error.DataException naming the commonest errors, if too many rows have no reward
     * @throws dev.hone.error.EndpointException the same, if most of them are those of an endpoint that does not answer
     */
    public void requireErrorShareWithinLimit() {
        requireErrorShareWithinLimit(0, 0);
    }

    /** The same for rows that go on from earlier ones, so that a few errors among few rows do not decide. */
    public void requireErrorShareWithinLimit(int earlierRows, int earlierErrors) {
        if (errors > 0 && errorShareExceeded(earlierRows, earlierErrors)) {
            throw ScoreErrors.exception(this);
        }
    }
}
