package dev.hone.math.loss;

import java.util.OptionalDouble;

/**
 * A constant weight on the surrogate (not on the KL) for the mismatch of trainer and sampler, rho = exp(old - sampler). Truncated
 * importance sampling is TOKEN_TRUNCATE, IcePop (arXiv:2510.18855) is TOKEN_MASK in [0.5, 5], TRL's default is SEQUENCE_MASK at 3.
 *
 * @param kind what rho is taken over, and what happens to a rho outside the range
 * @param lowest least rho, where there is one
 * @param greatest greatest rho, above 0
 */
public record Correction(Kind kind, OptionalDouble lowest, double greatest) {

    /** What rho is taken over and what happens outside the range. */
    public enum Kind {
        /** Each token's rho, limited to the range. */
        TOKEN_TRUNCATE,
        /** Each token's rho, 0 outside the range. */
        TOKEN_MASK,
        /** The product over the row, limited to the range. */
        SEQUENCE_TRUNCATE,
        /** The product over the row, 0 outside the range. */
        SEQUENCE_MASK,
        /** The geometric mean over the row, limited to the range. */
        GEOMETRIC_TRUNCATE,
        /** The geometric mean over the row, 0 outside the range. */
        GEOMETRIC_MASK;

        boolean perToken() {
            return this == TOKEN_TRUNCATE || this == TOKEN_MASK;
        }

        boolean masks() {
            return this == TOKEN_MASK || this == SEQUENCE_MASK || this == GEOMETRIC_MASK;
        }
    }

    public Correction {
        if (!(greatest > 0)) {
            throw new IllegalArgumentException("the greatest ratio must be above 0, got " + greatest);
        }
        if (lowest.isPresent() && !(lowest.getAsDouble() <= greatest)) {
            throw new IllegalArgumentException(
                    "the least ratio " + lowest.getAsDouble() + " is above the greatest, " + greatest);
        }
    }

    /** [T] the weight of each token; what it did is added to the statistics. */
    double[] weights(LossRow row, LossStatistics statistics) {
        double[] weights = new double[row.length()];
        double ofRow = kind.perToken() ? 1 : limited(Math.exp(logRatioOfRow(row)));
        for (int t = 0; t < weights.length; t++) {
            weights[t] = kind.perToken() && row.mask()[t] ? limited(Math.exp(row.logMismatch(t))) : ofRow;
            if (kind.perToken() && row.mask()[t]) {
                statistics.add(LossStatistic.CORRECTION_WEIGHT, weights[t]);
            }
        }
        if (!kind.perToken()) {
            statistics.add(LossStatistic.CORRECTION_WEIGHT, ofRow);
        }
        return weights;
    }

    private double logRatioOfRow(LossRow row) {
        return switch (kind) {
            case TOKEN_TRUNCATE, TOKEN_MASK -> 0;
            case SEQUENCE_TRUNCATE, SEQUENCE_MASK -> row.sum(row::logMismatch);
            case GEOMETRIC_TRUNCATE, GEOMETRIC_MASK -> row.mean(row::logMismatch);
        };
    }

    private double limited(double ratio) {
        double least = lowest.orElse(0);
        if (kind.masks()) {
            return ratio > greatest || ratio < least ? 0 : ratio;
        }
        return Math.max(least, Math.min(greatest, ratio));
    }
}
