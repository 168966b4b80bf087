package dev.hone.math.loss;

/**
 * The term of a loss that keeps the policy undecided: minus coefficient times the entropy of the next token's whole distribution, averaged
 * as the rest of the loss; arXiv:1602.01783, section 4.
 *
 * @param coefficient above 0
 */
public record EntropyBonus(double coefficient) {

    public EntropyBonus {
        if (!(coefficient > 0) || Double.isInfinite(coefficient)) {
            throw new IllegalArgumentException("the entropy coefficient must be above 0, got " + coefficient);
        }
    }

    /** Weighted sum over a row's tokens; sets its gradient by the entropies in {@code gradient}, all [T]. */
    double accumulate(double[] entropies, double[] weights, double[] gradient) {
        double sum = 0;
        for (int t = 0; t < weights.length; t++) {
            if (weights[t] != 0) {
                gradient[t] = -coefficient * weights[t];
                sum += gradient[t] * entropies[t];
            }
        }
        return sum;
    }
}
