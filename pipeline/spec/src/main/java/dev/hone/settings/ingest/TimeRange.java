package dev.hone.settings.ingest;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * When calls were made.
 *
 * @param from the first moment that is wanted
 * @param until the first moment that is not wanted any more
 */
public record TimeRange(Instant from, Instant until) implements Serializable {

    /** Always. */
    public static final TimeRange ALL = new TimeRange(Instant.MIN, Instant.MAX);

    public TimeRange {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("from must be before until, got " + from + " and " + until);
        }
    }

    /** Whether a timestamp of a log lies inside; one that cannot be read does not, unless all are wanted. */
    public boolean accepts(String timestamp) {
        if (equals(ALL)) {
            return true;
        }
        try {
            Instant time = OffsetDateTime.parse(timestamp).toInstant();
            return !time.isBefore(from) && time.isBefore(until);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
