package dev.hone.grader.limit;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A rate, as a bucket that fills up steadily. It holds what comes in five seconds, and may be overdrawn by one request that needs more.
 */
final class Allowance {

    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();
    private static final double BURST_NANOS = Duration.ofSeconds(5).toNanos();

    private final double perNano;
    private final double most;
    private double level;
    private long filledNanos;

    /** @param perMinute empty: any number */
    Allowance(OptionalDouble perMinute, double least, long nowNanos) {
        this.perNano = perMinute.orElse(Double.POSITIVE_INFINITY) / NANOS_PER_MINUTE;
        this.most = Math.max(least, perNano * BURST_NANOS);
        this.level = most;
        this.filledNanos = nowNanos;
    }

    /** How long until so much may be taken; 0 where it may be now. */
    long waitNanos(double amount, long nowNanos) {
        fill(nowNanos);
        double lacking = Math.min(amount, most) - level;
        return lacking <= 0 ? 0 : (long) Math.ceil(lacking / perNano);
    }

    /** Takes an amount; a negative one is given back. */
    void take(double amount) {
        level = Math.min(most, level - amount);
    }

    private void fill(long nowNanos) {
        if (nowNanos > filledNanos) {
            level = Double.isInfinite(perNano) ? most : Math.min(most, level + (nowNanos - filledNanos) * perNano);
            filledNanos = nowNanos;
        }
    }
}
