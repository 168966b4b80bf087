package dev.hone.config.section;

import dev.hone.math.optim.LearningRateSchedule;

/**
 * How the step size changes.
 *
 * @param kind the way down after the warm-up
 * @param warmupSteps optimizer steps in which the step size rises to its peak
 * @param minimumShare of the peak that cosine falls to
 */
public record ScheduleSpec(LearningRateSchedule.Kind kind, int warmupSteps, double minimumShare) {

    /** The schedule of a run with this peak. */
    public LearningRateSchedule schedule(double learningRate) {
        return new LearningRateSchedule(kind, learningRate, warmupSteps, minimumShare);
    }
}
