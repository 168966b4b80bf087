package dev.hone.settings;

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
 */
public record UpdateSettings(
        PolicyLoss loss,
        OptimizerSettings optimizer,
        double temperature,
        int updatesPerStep,
        boolean maskCutCompletions) {

    public UpdateSettings {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException(
                    "temperature must be above 0 to train on sampled completions, got " + temperature);
        }
        if (updatesPerStep < 1) {
            throw new IllegalArgumentException("updatesPerStep must be at least 1, got " + updatesPerStep);
        }
    }

    /** The same with another learning rate. */
    public UpdateSettings withLearningRate(double learningRate) {
        return new UpdateSettings(
                loss,
                optimizer.with(learningRate, optimizer.schedule()),
                temperature,
                updatesPerStep,
                maskCutCompletions);
    }

    /** Whether completions without an advantage have a gradient too: that of the KL term or the entropy bonus. */
    public boolean trainsWithoutSignal() {
        return loss.kl().isPresent() || loss.entropy().isPresent();
    }
}
