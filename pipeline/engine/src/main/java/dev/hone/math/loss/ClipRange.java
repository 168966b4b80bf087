package dev.hone.math.loss;

import java.util.OptionalDouble;

/**
 * PPO's pessimistic objective of a ratio s and an advantage A: loss -min(s A, clip(s, 1 - low, 1 + high) A), arXiv:1707.06347; two epsilons
 * as DAPO, arXiv:2503.14476; dual clip, arXiv:1912.09729: where A is below 0 the loss is at most -c A.
 *
 * @param low how far the ratio counts below 1, in [0, 1]
 * @param high how far the ratio counts above 1, at least 0
 * @param dual c, above 1 where present
 */
public record ClipRange(double low, double high, OptionalDouble dual) {

    public ClipRange {
        if (!(low >= 0 && low <= 1)) {
            throw new IllegalArgumentException("clipLow must be in [0, 1], got " + low);
        }
        if (!(high >= 0)) {
            throw new IllegalArgumentException("clipHigh must be at least 0, got " + high);
        }
        if (dual.isPresent() && !(dual.getAsDouble() > 1)) {
            throw new IllegalArgumentException("the dual clip must be above 1, got " + dual.getAsDouble());
        }
    }

    public static ClipRange of(double low, double high) {
        return new ClipRange(low, high, OptionalDouble.empty());
    }

    /** 0 without an advantage, even of a ratio that is infinite. */
    double loss(double ratio, double advantage) {
        if (advantage == 0) {
            return 0;
        }
        double loss = -Math.min(ratio * advantage, clipped(ratio) * advantage);
        return advantage < 0 && dual.isPresent() ? Math.min(loss, -dual.getAsDouble() * advantage) : loss;
    }

    /** d loss / d log ratio, times a weight: 0 where the ratio is clipped, even where it is infinite. */
    double gradient(double weight, double ratio, double advantage) {
        return ofLogRatio(weight * slope(ratio, advantage), ratio);
    }

    /** A slope by the ratio as one by its logarithm; chosen, since 0 times infinity is not 0. */
    static double ofLogRatio(double slope, double ratio) {
        return slope == 0 ? 0 : slope * ratio;
    }

    /** d loss / d ratio. */
    double slope(double ratio, double advantage) {
        boolean free = ratio * advantage <= clipped(ratio) * advantage;
        boolean dualClipped = advantage < 0 && dual.isPresent() && -ratio * advantage > -dual.getAsDouble() * advantage;
        return free && !dualClipped ? -advantage : 0;
    }

    /** Adds whether this ratio is clipped on either side. */
    void observe(double ratio, double advantage, LossStatistics statistics) {
        statistics.add(LossStatistic.CLIPPED_LOW, ratio < 1 - low && advantage < 0);
        statistics.add(LossStatistic.CLIPPED_HIGH, ratio > 1 + high && advantage > 0);
    }

    private double clipped(double ratio) {
        return Math.max(1 - low, Math.min(1 + high, ratio));
    }
}
