package dev.hone.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ends a run that improves no more on validation. A pure function of the scores so far, so a resumed run ends where the undisturbed one
 * does.
 *
 * @param patience evaluations in a row without an improvement after which the run ends, at least 1
 * @param minDelta least improvement of the accuracy (of the reward, where the accuracy is equal) that counts, at least 0
 */
public record EarlyStop(int patience, double minDelta) {

    public EarlyStop {
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be at least 1, got " + patience);
        }
        if (!(minDelta >= 0)) {
            throw new IllegalArgumentException("minDelta must be at least 0, got " + minDelta);
        }
    }

    /**
     * Why the run should end, if it should.
     *
     * @param scores of all evaluations so far, that of the start first
     */
    public Optional<String> reason(List<ValidationScore> scores) {
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        ValidationScore best = scores.get(0);
        int without = 0;
        for (ValidationScore score : scores.subList(1, scores.size())) {
            boolean improved = score.improves(best, minDelta);
            best = improved ? score : best;
            without = improved ? 0 : without + 1;
        }
        if (without < patience) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "stopped early after step %d: no improvement on validation in %d evaluations since step %d (%.1f %%)",
                scores.get(scores.size() - 1).step(),
                without,
                best.step(),
                100 * best.accuracy()));
    }
}
