package dev.hone.reward.grader.sql;

/**
 * What one query may take.
 *
 * @param millis it is stopped after this time
 * @param rows it may give no more
 * @param allocatedBytes all memory that it may allocate, given back or not
 */
public record SqlLimits(int millis, int rows, long allocatedBytes) {

    /** 2 s, 10,000 rows, 1 GiB or a quarter of the heap: what one query keeps must not fill it. */
    public static final SqlLimits STANDARD =
            new SqlLimits(2_000, 10_000, Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4));

    /** The same with another time. */
    public SqlLimits withMillis(int other) {
        return new SqlLimits(other, rows, allocatedBytes);
    }
}
