package dev.hone.math.loss;

/**
 * The term of a loss that keeps the policy near the reference.
 *
 * @param estimator how the divergence is estimated
 * @param coefficient beta, above 0
 */
public record KlPenalty(KlEstimator estimator, double coefficient) {

    public KlPenalty {
        if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
            throw new IllegalArgumentException("the KL coefficient must be above 0, got " + coefficient);
        }
    }

    /** Weighted sum of the penalties of a row's tokens; adds its gradient to {@code gradient}. */
    double accumulate(LossRow row, double[] weights, double[] gradient) {
        double sum = 0;
        for (int t = 0; t < weights.length; t++) {
            if (weights[t] != 0) {
                double d = row.current()[t] - row.reference()[t];
                double ratio = row.ratio(t);
                sum += weights[t] * coefficient * estimator.value(d, ratio);
                gradient[t] += weights[t] * coefficient * estimator.gradient(d, ratio);
            }
        }
        return sum;
    }
}
