package dev.hone.math.optim;

import java.util.SortedMap;

/** Clipping by the global norm as torch.nn.utils.clip_grad_norm_: every gradient times min(1, max / (norm + 1e-6)). */
public final class GradientClipping {

    private static final double TORCH_EPSILON = 1e-6;

    private GradientClipping() {}

    /** Root of the sum of squares over all tensors; not finite if any gradient is not. */
    public static double globalNorm(SortedMap<String, float[]> gradients) {
        double sum = 0;
        for (float[] gradient : gradients.values()) {
            sum += sumOfSquares(gradient);
        }
        return Math.sqrt(sum);
    }

    /** The factor on every gradient. A norm of exactly the limit is scaled too, as in torch; NaN for a norm that is NaN. */
    public static double coefficient(double globalNorm, double maxNorm) {
        return Math.min(1, maxNorm / (globalNorm + TORCH_EPSILON));
    }

    /** Four running sums, so that the additions need not wait for each other; always in the same order. */
    private static double sumOfSquares(float[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < values.length; i++) {
            a += (double) values[i] * values[i];
        }
        return (a + b) + (c + d);
    }
}
