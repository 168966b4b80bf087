package dev.hone.settings;

import dev.hone.error.DivergedException;
import dev.hone.math.loss.Summary;

/**
 * The limit on the difference between the sampler's log-probabilities and the trainer's of the same tokens under the same adapter. Beyond
 * it they are not the same policy: a wrong adapter, template or temperature, or a broken kernel.
 *
 * @param meanLimit greatest mean of |log pi_old - log pi_sampler|, nats
 * @param maxLimit greatest single difference, nats
 */
public record MismatchGate(double meanLimit, double maxLimit) {

    /** The usual limits: fp32 differs by about 1e-5, reduced precision by some hundredths with rare outliers above 1. */
    public static MismatchGate of(String computeType) {
        return switch (computeType) {
            case "float32" -> new MismatchGate(1e-3, 1e-2);
            case "bfloat16", "float16" -> new MismatchGate(0.05, 3);
            default -> throw new IllegalArgumentException("no limits are known for the compute type " + computeType);
        };
    }

    /**
     * Passes or stops the run.
     *
     * @throws DivergedException when a limit is exceeded
     */
    public void check(int step, Summary difference) {
        if (difference.count() > 0 && !(difference.mean() <= meanLimit && difference.max() <= maxLimit)) {
            throw new DivergedException(
                    ("Step %d stops before its update: sampler and trainer disagree on the log-probabilities"
                                    + " of the sampled tokens by %.2g on average (limit %.2g) and %.2g at most (limit %.2g), though both"
                                    + " use the same adapter. Training on such samples would push the policy anywhere. Look for a"
                                    + " temperature or prompt that differs between sampling and training, token ids that were encoded"
                                    + " again from text, or an engine whose kernels differ; the last checkpoint is intact.")
                            .formatted(step, difference.mean(), meanLimit, difference.max(), maxLimit));
        }
    }
}
