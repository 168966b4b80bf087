package dev.hone.math.advantage;

import java.util.Arrays;

/** Mean and deviation of the values that are numbers. */
final class Scorable {

    private Scorable() {}

    static double[] of(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    /** The mean; 0 of no values. */
    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** The standard deviation with n - 1, of at least two values. */
    static double deviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
