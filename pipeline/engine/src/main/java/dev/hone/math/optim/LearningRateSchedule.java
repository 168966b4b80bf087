package dev.hone.math.optim;

import java.util.Locale;

/**
 * The learning rate of each optimizer step: a linear warm-up that starts at 1 / warmupSteps of the peak and ends at the peak, then the kind's
 * way down.
 *
 * <p>transformers' get_scheduler runs its step 0 at rate 0 where there is a warm-up, and a step of rollouts would be sampled for nothing. So
 * this is its schedule of one step more without that step; without a warm-up the two are the same.
 *
 * @param kind the way down
 * @param warmupSteps steps of the warm-up, at least 0
 * @param minimumShare of the peak that COSINE falls to, in [0, 1]
 */
public record LearningRateSchedule(Kind kind, int warmupSteps, double minimumShare) {

    /** The way down after the warm-up. */
    public enum Kind {
        /** Stays at the peak. */
        CONSTANT,
        /** Falls in a line to 0 at the end and stays there. */
        LINEAR,
        /** Falls along half a cosine; steps beyond the end rise again, as in transformers. */
        COSINE;

        /** The word in a specification, such as {@code cosine}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LearningRateSchedule {
        require(warmupSteps >= 0, "warmupSteps must be at least 0, got " + warmupSteps);
        require(minimumShare >= 0 && minimumShare <= 1, "minimumShare must be in [0, 1], got " + minimumShare);
    }

    /**
     * The rate in force at an optimizer step, from 0, as a share of the peak.
     *
     * @param totalSteps optimizer steps of the whole run, at least 0; CONSTANT does not read it
     */
    public double shareAt(long step, long totalSteps) {
        require(totalSteps >= 0, "totalSteps must be at least 0, got " + totalSteps);
        int leftOut = warmupSteps > 0 ? 1 : 0;
        return factor(step + leftOut, totalSteps + leftOut);
    }

    /** As transformers has it. */
    private double factor(long step, long totalSteps) {
        if (step < warmupSteps) {
            return step / (double) warmupSteps;
        }
        double progress = (step - warmupSteps) / (double) Math.max(1, totalSteps - warmupSteps);
        return switch (kind) {
            case CONSTANT -> 1;
            case LINEAR -> Math.max(0, (totalSteps - step) / (double) Math.max(1, totalSteps - warmupSteps));
            case COSINE -> Math.max(0, 0.5 * (1 + Math.cos(Math.PI * progress)) * (1 - minimumShare) + minimumShare);
        };
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
