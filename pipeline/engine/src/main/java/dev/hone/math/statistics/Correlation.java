package dev.hone.math.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Pearson's correlation, -1 to 1; empty where one side does not vary. */
public final class Correlation {

    /** A deviation below this share of the greatest value is rounding. */
    private static final double ROUNDING = 1e-12;

    private Correlation() {}

    /** Of pairs. */
    public static OptionalDouble pearson(double[] x, double[] y) {
        return withinGroups(new double[][] {x}, new double[][] {y});
    }

    /**
     * Of the deviations from the mean of their group, over all groups: what differs between groups, such as how hard a prompt is, plays no
     * part. It is what a policy can learn of y where x is its reward and a group the completions of a prompt.
     *
     * @param x [P][G], NaN where not known: the pair is left out
     * @param y [P][G] the same
     */
    public static OptionalDouble withinGroups(double[][] x, double[][] y) {
        double products = 0;
        double squaresOfX = 0;
        double squaresOfY = 0;
        double greatestX = 0;
        double greatestY = 0;
        long pairs = 0;
        for (int p = 0; p < x.length; p++) {
            double meanX = mean(x[p], y[p]);
            double meanY = mean(y[p], x[p]);
            for (int g = 0; g < x[p].length; g++) {
                if (Double.isNaN(x[p][g]) || Double.isNaN(y[p][g])) {
                    continue;
                }
                double fromX = x[p][g] - meanX;
                double fromY = y[p][g] - meanY;
                products += fromX * fromY;
                squaresOfX += fromX * fromX;
                squaresOfY += fromY * fromY;
                greatestX = Math.max(greatestX, Math.abs(x[p][g]));
                greatestY = Math.max(greatestY, Math.abs(y[p][g]));
                pairs++;
            }
        }
        if (!varies(squaresOfX, greatestX, pairs) || !varies(squaresOfY, greatestY, pairs)) {
            return OptionalDouble.empty();
        }
        double correlation = products / Math.sqrt(squaresOfX) / Math.sqrt(squaresOfY);
        return OptionalDouble.of(Math.max(-1, Math.min(1, correlation)));
    }

    private static boolean varies(double squares, double greatest, long pairs) {
        return squares > 0 && Math.sqrt(squares / pairs) > ROUNDING * greatest;
    }

    /** Of the values whose counterpart is known, too. */
    private static double mean(double[] values, double[] counterparts) {
        double[] known = new double[values.length];
        int count = 0;
        for (int g = 0; g < values.length; g++) {
            if (!Double.isNaN(values[g]) && !Double.isNaN(counterparts[g])) {
                known[count++] = values[g];
            }
        }
        return Arrays.stream(known, 0, count).average().orElse(0);
    }
}
