package dev.hone.math.statistics;

/**
 * A mean with its interval.
 *
 * @param mean of the sample
 * @param low the lower bound
 * @param high the upper bound
 */
public record Interval(double mean, double low, double high) {}
