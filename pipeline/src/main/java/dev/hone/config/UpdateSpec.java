package dev.hone.config;

/**
 * How the policy is updated.
 *
 * @param learningRate step size of AdamW
 * @param schedule how the step size changes
 * @param weightDecay share of a parameter lost per step and learning rate
 * @param clipLow lower clipping distance of the probability ratio
 * @param clipHigh upper clipping distance of the probability ratio
 * @param klCoefficient weight of the KL divergence from the policy as the run started; 0 leaves the reference out
 * @param updatesPerStep optimizer steps on the rollouts of one step
 * @param maskCutCompletions whether completions cut at the limit are left out of the loss
 * @param maxGradientNorm gradients are scaled down to this global norm
 * @param microBatchTokens greatest number of tokens of one forward pass with gradients
 */
public record UpdateSpec(
        double learningRate,
        ScheduleSpec schedule,
        double weightDecay,
        double clipLow,
        double clipHigh,
        double klCoefficient,
        int updatesPerStep,
        boolean maskCutCompletions,
        double maxGradientNorm,
        int microBatchTokens) {}
