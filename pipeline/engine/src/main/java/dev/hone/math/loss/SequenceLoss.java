package dev.hone.math.loss;

/** A loss of one ratio of the whole row, the same for each of its tokens. */
final class SequenceLoss {

    private SequenceLoss() {}

    /** @param share d log ratio / d current of each token that counts */
    static double accumulate(
            ClipRange range, double ratio, double share, LossRow row, double[] weights, double[] gradient) {
        double sum = 0;
        double slope = 0;
        for (int t = 0; t < weights.length; t++) {
            if (weights[t] != 0) {
                sum += weights[t] * range.loss(ratio, row.advantages()[t]);
                slope += weights[t] * range.slope(ratio, row.advantages()[t]);
            }
        }
        double each = ClipRange.ofLogRatio(slope, ratio) * share;
        for (int t = 0; t < weights.length; t++) {
            gradient[t] += row.mask()[t] ? each : 0;
        }
        return sum;
    }

    static void observe(ClipRange range, double ratio, LossRow row, LossStatistics statistics) {
        if (row.length() > 0) {
            range.observe(ratio, row.advantages()[row.first()], statistics);
        }
    }
}
