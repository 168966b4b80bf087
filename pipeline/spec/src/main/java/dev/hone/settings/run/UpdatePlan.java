package dev.hone.settings.run;

import dev.hone.math.sampling.KlSampling;
import dev.hone.settings.MismatchGate;
import dev.hone.settings.UpdateSettings;

/**
 * How a step's gradients are computed, watched and checked.
 *
 * @param threads micro-batches computed at once, each on one thread; does not change a bit of the result; at least 1
 * @param klSampling on which micro-batches KL to the reference is measured where the loss has no KL term
 * @param gate limit on the mismatch of sampler and trainer
 */
public record UpdatePlan(int threads, KlSampling klSampling, MismatchGate gate) {

    public UpdatePlan {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
    }

    /**
     * How much the mean KL of each micro-batch, of so many drawn tokens, weighs in that of the step; 0 where it is not measured. A loss
     * with a KL term needs all.
     */
    public double[] klWeights(UpdateSettings settings, int step, long[] tokens) {
        KlSampling sampling = settings.loss().kl().isPresent() ? new KlSampling(1, 0) : klSampling;
        return sampling.weights(step, tokens);
    }
}
