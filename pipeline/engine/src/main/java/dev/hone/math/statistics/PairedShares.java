package dev.hone.math.statistics;

import java.util.Arrays;

/** Shares of right answers of two models on the same prompts: {@link PairedBootstrap}, and Wilson's interval where that has no spread to draw from. */
public final class PairedShares {

    private PairedShares() {}

    /**
     * Compares two models.
     *
     * @param base one share for each prompt, 0 to 1, at least one
     * @param tuned those of the other model for the same prompts in the same order
     */
    public static PairedBootstrap.Result compare(double[] base, double[] tuned, PairedBootstrap bootstrap) {
        PairedBootstrap.Result drawn = bootstrap.compare(base, tuned);
        return new PairedBootstrap.Result(
                share(drawn.base(), base.length),
                share(drawn.tuned(), base.length),
                isConstant(base, tuned) ? difference(drawn.difference(), base.length) : drawn.difference());
    }

    /** At 0 and 100 % every answer is alike, and so is every resample. */
    private static Interval share(Interval drawn, int prompts) {
        boolean atAnEnd = drawn.mean() == 0 || drawn.mean() == 1;
        return atAnEnd ? WilsonInterval.of(drawn.mean(), prompts) : drawn;
    }

    /** Where every prompt differs alike, a share that Wilson's interval leaves open may differ otherwise, each prompt by 1 at most. */
    private static Interval difference(Interval drawn, int prompts) {
        double open = WilsonInterval.of(0, prompts).high();
        return new Interval(drawn.mean(), Math.max(-1, drawn.mean() - open), Math.min(1, drawn.mean() + open));
    }

    private static boolean isConstant(double[] base, double[] tuned) {
        double[] differences = new double[base.length];
        Arrays.setAll(differences, i -> tuned[i] - base[i]);
        return Arrays.stream(differences).distinct().count() == 1;
    }
}
