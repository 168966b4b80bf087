package dev.hone.config.section;

import dev.hone.config.ModelDefaults;
import dev.hone.math.objective.ObjectiveSettings;
import dev.hone.math.optim.AdamWSettings;
import java.util.Optional;

/**
 * How the policy is updated.
 *
 * @param learningRate step size of AdamW; where it is not written, {@link ModelDefaults} completes it
 * @param schedule how the step size changes
 * @param adamW settings of the optimizer
 * @param objective the loss, as its name and the keys that depart from it say
 * @param updatesPerStep optimizer steps on the rollouts of one step
 * @param maskCutCompletions whether completions cut at the limit are left out of the loss
 * @param maxGradientNorm gradients are scaled down to this global norm
 * @param microBatchTokens greatest number of tokens of one forward pass with gradients
 */
public record UpdateSpec(
        Optional<Double> learningRate,
        ScheduleSpec schedule,
        AdamWSettings adamW,
        ObjectiveSettings objective,
        int updatesPerStep,
        boolean maskCutCompletions,
        double maxGradientNorm,
        int microBatchTokens) {

    public UpdateSpec withLearningRate(double rate) {
        return new UpdateSpec(
                Optional.of(rate),
                schedule,
                adamW,
                objective,
                updatesPerStep,
                maskCutCompletions,
                maxGradientNorm,
                microBatchTokens);
    }
}
