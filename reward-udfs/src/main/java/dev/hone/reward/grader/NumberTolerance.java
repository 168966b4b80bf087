package dev.hone.reward.grader;

import java.math.BigDecimal;

/**
 * When two numbers count as equal: |a − b| ≤ max(absolute, relative · |b|), computed exactly.
 *
 * @param absolute at least 0
 * @param relative share of the expected number, at least 0
 */
public record NumberTolerance(BigDecimal absolute, BigDecimal relative) {

    /** Equal values only. */
    public static final NumberTolerance EXACT = new NumberTolerance(BigDecimal.ZERO, BigDecimal.ZERO);

    public NumberTolerance {
        if (absolute.signum() < 0 || relative.signum() < 0) {
            throw new IllegalArgumentException("tolerances must be at least 0, got " + absolute + " and " + relative);
        }
    }

    public static NumberTolerance of(double absolute, double relative) {
        return absolute == 0 && relative == 0
                ? EXACT
                : new NumberTolerance(BigDecimal.valueOf(absolute), BigDecimal.valueOf(relative));
    }

    /** Whether {@code number} is {@code expected} within the tolerance. */
    public boolean accepts(BigDecimal number, BigDecimal expected) {
        if (number.compareTo(expected) == 0) {
            return true;
        }
        if (absolute.signum() == 0 && relative.signum() == 0) {
            return false;
        }
        BigDecimal allowed = absolute.max(relative.multiply(expected.abs()));
        return number.subtract(expected).abs().compareTo(allowed) <= 0;
    }
}
