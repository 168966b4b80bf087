package dev.hone.settings;

import dev.hone.math.optim.AdamWSettings;
import dev.hone.math.optim.LearningRateSchedule;

/**
 * How gradients are computed and applied.
 *
 * @param schedule learning rate by optimizer steps done
 * @param adamW settings of AdamW
 * @param maxGradientNorm gradients are scaled down to this global norm, above 0
 * @param microBatchTokens maximum number of tokens of one forward pass, a single completion with its prompt excepted; at least 1
 * @param threads micro-batches computed at once, each on one thread; does not change a bit of the result; at least 1
 */
public record OptimizerSettings(
        LearningRateSchedule schedule, AdamWSettings adamW, double maxGradientNorm, int microBatchTokens, int threads) {

    public OptimizerSettings {
        if (!(maxGradientNorm > 0)) {
            throw new IllegalArgumentException("maxGradientNorm must be above 0, got " + maxGradientNorm);
        }
        if (microBatchTokens < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "microBatchTokens and threads must be at least 1, got " + microBatchTokens + " and " + threads);
        }
    }
}
