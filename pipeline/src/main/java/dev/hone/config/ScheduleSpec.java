package dev.hone.config;

import dev.hone.math.optim.LearningRateSchedule;

/**
 * How the step size changes.
 *
 * @param kind the way down after the warm-up
 * @param warmupSteps optimizer steps in which the step size rises from 0
 * @param minimumShare of the peak that cosine falls to
 */
public record ScheduleSpec(LearningRateSchedule.Kind kind, int warmupSteps, double minimumShare) {

    /** The schedule of a run with this peak and this many optimizer steps. */
    public LearningRateSchedule schedule(double learningRate, int optimizerSteps) {
        return new LearningRateSchedule(kind, learningRate, warmupSteps, Math.max(1, optimizerSteps), minimumShare);
    }
}
