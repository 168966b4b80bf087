package dev.hone.math.loss;

/**
 * Estimates of KL(pi, reference) from one sampled token, with d = log pi - log reference and r = pi / pi_old: Schulman,
 * joschu.net/blog/kl-approx.html, and three variants that trainers use.
 */
public enum KlEstimator {
    /** d: unbiased, may be negative. */
    K1 {
        @Override
        double value(double d, double ratio) {
            return d;
        }

        @Override
        double gradient(double d, double ratio) {
            return 1;
        }
    },
    /** d^2 / 2: its gradient is that of the divergence. */
    K2 {
        @Override
        double value(double d, double ratio) {
            return d * d / 2;
        }

        @Override
        double gradient(double d, double ratio) {
            return d;
        }
    },
    /** e^-d + d - 1: unbiased, never negative; GRPO's choice. */
    K3 {
        @Override
        double value(double d, double ratio) {
            return Math.exp(-d) + d - 1;
        }

        @Override
        double gradient(double d, double ratio) {
            return 1 - Math.exp(-d);
        }
    },
    /** k3 times r, differentiated through r: arXiv:2512.02556, TRL's default. */
    K3_CORRECTED {
        @Override
        double value(double d, double ratio) {
            return K3.value(d, ratio) * ratio;
        }

        @Override
        double gradient(double d, double ratio) {
            return (K3.gradient(d, ratio) + K3.value(d, ratio)) * ratio;
        }
    },
    /** The value of k3 with the gradient of k2 (verl's k3+). */
    K3_VALUE_K2_GRADIENT {
        @Override
        double value(double d, double ratio) {
            return K3.value(d, ratio);
        }

        @Override
        double gradient(double d, double ratio) {
            return d;
        }
    },
    /** k3 of d limited to 20 either way, itself limited to 10 (verl). */
    K3_CLAMPED {
        private static final double GREATEST_DIFFERENCE = 20;
        private static final double GREATEST_VALUE = 10;

        @Override
        double value(double d, double ratio) {
            double limited = Math.max(-GREATEST_DIFFERENCE, Math.min(GREATEST_DIFFERENCE, d));
            return Math.min(GREATEST_VALUE, K3.value(limited, ratio));
        }

        @Override
        double gradient(double d, double ratio) {
            boolean free = Math.abs(d) <= GREATEST_DIFFERENCE && K3.value(d, ratio) <= GREATEST_VALUE;
            return free ? K3.gradient(d, ratio) : 0;
        }
    };

    /** The estimate at one token. */
    abstract double value(double d, double ratio);

    /** d value / d log pi. */
    abstract double gradient(double d, double ratio);
}
