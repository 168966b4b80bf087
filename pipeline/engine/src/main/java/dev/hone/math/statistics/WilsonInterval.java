package dev.hone.math.statistics;

/**
 * Wilson's score interval of a share, 95 % (Wilson 1927): unlike a bootstrap, which can draw nothing but what it has seen, it does not shrink to
 * nothing where all or none of the answers are right.
 */
public final class WilsonInterval {

    /** The 0.975 quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private WilsonInterval() {}

    /**
     * The interval of a share.
     *
     * @param share 0 to 1
     * @param count what it is a share of, at least 1
     */
    public static Interval of(double share, int count) {
        if (!(share >= 0 && share <= 1) || count < 1) {
            throw new IllegalArgumentException("a share is from 0 to 1, of at least 1, got " + share + " of " + count);
        }
        double square = Z * Z / count;
        double centre = (share + square / 2) / (1 + square);
        double half = Z * Math.sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square);
        return new Interval(share, share == 0 ? 0 : centre - half, share == 1 ? 1 : centre + half);
    }
}
