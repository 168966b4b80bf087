package dev.hone.math.statistics;

/**
 * A mean with its interval.
 *
 * @param mean of the sample
 * @param low the lower bound
 * @param high the upper bound
 */
public record Interval(double mean, double low, double high) {

    /** Whether the interval leaves out 0: the mean differs from 0 beyond chance. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
