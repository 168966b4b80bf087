package dev.hone.math.sampling;

import java.util.Arrays;

/**
 * On which micro-batches of a step KL to the reference is measured where the loss has no KL term: each costs a forward pass of the reference.
 *
 * <p>Systematic sampling with probability proportional to size (Madow 1949): equally spaced points, shifted by a random number, are laid over
 * the tokens of the step, and the mean over the points of the mean of the micro-batch that each falls into is an unbiased estimate of the
 * mean over all tokens, however large the micro-batches are and whatever order they have.
 *
 * @param share points for each micro-batch, in [0, 1]; 1 measures all of them
 * @param seed of the run; the points of a step follow from it and the step
 */
public record KlSampling(double share, long seed) {

    /** KL is cheap to watch on a quarter of the micro-batches. */
    public static final double DEFAULT_SHARE = 0.25;

    private static final String STREAM = "kl";

    public KlSampling {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the measured share must be in [0, 1], got " + share);
        }
    }

    /**
     * How much the mean of each micro-batch weighs in the mean of the step; 0 where it is not measured.
     *
     * @param tokens that count in each micro-batch
     */
    public double[] weights(int step, long[] tokens) {
        double[] weights = new double[tokens.length];
        if (share == 1) {
            Arrays.setAll(weights, b -> tokens[b]);
            return weights;
        }
        int points = (int) Math.ceil(share * tokens.length);
        double spacing = Arrays.stream(tokens).sum() / (double) points;
        double next = spacing * UniformNumbers.uniform(UniformNumbers.completionSeed(seed, step, STREAM, 0), 0);
        long end = 0;
        for (int b = 0; b < tokens.length && points > 0; b++) {
            end += tokens[b];
            while (next < end) {
                weights[b]++;
                next += spacing;
            }
        }
        return weights;
    }
}
