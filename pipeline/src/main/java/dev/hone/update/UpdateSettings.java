package dev.hone.update;

import dev.hone.math.loss.PolicyLoss;

/**
 * How a step's completions update the policy.
 *
 * @param loss the objective
 * @param optimizer how gradients are computed and applied
 * @param temperature of the sampler, above 0: the policy that is trained is the one that was sampled
 * @param updatesPerStep optimizer steps on one step's completions, at least 1; each is a pass over the whole batch, with the policy at the
 *     start of the step as the old one. With 1 the old log-probabilities are the current ones, and need no pass of their own
 * @param maskCutCompletions whether completions that were cut at the limit of tokens are left out of the loss (DAPO's overlong filtering)
 * @param klMeasuredShare share of the micro-batches on which KL to the reference is measured where the loss has no KL term, in [0, 1];
 *     costs a forward pass of that share
 * @param gate limit on the mismatch of sampler and trainer
 */
public record UpdateSettings(
        PolicyLoss loss,
        OptimizerSettings optimizer,
        double temperature,
        int updatesPerStep,
        boolean maskCutCompletions,
        double klMeasuredShare,
        MismatchGate gate) {

    /** KL is cheap to watch on a quarter of the micro-batches. */
    public static final double DEFAULT_KL_MEASURED_SHARE = 0.25;

    public UpdateSettings {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException(
                    "temperature must be above 0 to train on sampled completions, got " + temperature);
        }
        if (updatesPerStep < 1) {
            throw new IllegalArgumentException("updatesPerStep must be at least 1, got " + updatesPerStep);
        }
        if (!(klMeasuredShare >= 0 && klMeasuredShare <= 1)) {
            throw new IllegalArgumentException("klMeasuredShare must be in [0, 1], got " + klMeasuredShare);
        }
    }

    /** Whether KL to the reference is computed for a micro-batch. */
    boolean measuresKl(int microBatch) {
        return loss.kl().isPresent() || (klMeasuredShare > 0 && microBatch % Math.round(1 / klMeasuredShare) == 0);
    }
}
