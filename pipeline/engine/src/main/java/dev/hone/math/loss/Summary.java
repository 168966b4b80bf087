package dev.hone.math.loss;

/**
 * Count, sum, least and greatest of some numbers.
 *
 * @param count how many numbers
 * @param sum their sum
 * @param min the least; infinite of no numbers
 * @param max the greatest; minus infinity of no numbers
 */
public record Summary(long count, double sum, double min, double max) {

    /** Of no numbers. */
    public static final Summary EMPTY = new Summary(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    public Summary plus(double value) {
        return new Summary(count + 1, sum + value, Math.min(min, value), Math.max(max, value));
    }

    public Summary plus(Summary other) {
        return new Summary(count + other.count, sum + other.sum, Math.min(min, other.min), Math.max(max, other.max));
    }

    /** The mean; 0 of no numbers. */
    public double mean() {
        return sum / Math.max(1, count);
    }
}
