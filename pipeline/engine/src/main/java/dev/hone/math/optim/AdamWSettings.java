package dev.hone.math.optim;

/**
 * Settings of AdamW.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay share of a parameter lost per step and learning rate, at least 0
 */
public record AdamWSettings(double beta1, double beta2, double epsilon, double weightDecay) {

    /** torch's values without decay: 0.9, 0.999, 1e-8, 0. */
    public static final AdamWSettings DEFAULT = new AdamWSettings(0.9, 0.999, 1e-8, 0);

    public AdamWSettings {
        require(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1), got " + beta1);
        require(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1), got " + beta2);
        require(epsilon > 0, "epsilon must be above 0, got " + epsilon);
        require(weightDecay >= 0, "weightDecay must be at least 0, got " + weightDecay);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
