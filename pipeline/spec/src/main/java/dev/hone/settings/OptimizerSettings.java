package dev.hone.settings;

import dev.hone.math.optim.AdamWSettings;
import dev.hone.math.optim.LearningRateSchedule;
import java.util.OptionalDouble;

/**
 * How gradients are computed and applied.
 *
 * @param learningRate the greatest step size of AdamW, at least 0; where it is not written, it follows from the model
 * @param schedule how the step size changes by optimizer steps done
 * @param adamW settings of AdamW
 * @param maxGradientNorm gradients are scaled down to this global norm, above 0
 * @param microBatchTokens maximum number of tokens of one forward pass, a single completion with its prompt excepted; at least 1
 */
public record OptimizerSettings(
        OptionalDouble learningRate,
        LearningRateSchedule schedule,
        AdamWSettings adamW,
        double maxGradientNorm,
        int microBatchTokens) {

    public OptimizerSettings {
        if (!(learningRate.orElse(0) >= 0 && Double.isFinite(learningRate.orElse(0)))) {
            throw new IllegalArgumentException("learningRate must be at least 0, got " + learningRate.getAsDouble());
        }
        if (!(maxGradientNorm > 0)) {
            throw new IllegalArgumentException("maxGradientNorm must be above 0, got " + maxGradientNorm);
        }
        if (microBatchTokens < 1) {
            throw new IllegalArgumentException("microBatchTokens must be at least 1, got " + microBatchTokens);
        }
    }

    /** The same with another step size. */
    public OptimizerSettings with(double otherLearningRate, LearningRateSchedule otherSchedule) {
        return new OptimizerSettings(
                OptionalDouble.of(otherLearningRate), otherSchedule, adamW, maxGradientNorm, microBatchTokens);
    }

    /**
     * The step size in force at an optimizer step, from 0.
     *
     * @param totalSteps optimizer steps of the whole run
     */
    public double learningRateAt(long step, long totalSteps) {
        return learningRate.orElseThrow() * schedule.shareAt(step, totalSteps);
    }
}
