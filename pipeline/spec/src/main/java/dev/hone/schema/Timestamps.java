package dev.hone.schema;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as tables store them: to the microsecond. */
public final class Timestamps {

    private Timestamps() {}

    /** The time now, as it is read back from a table. */
    public static Instant now() {
        return stored(Instant.now());
    }

    /** A time as it is read back from a table. */
    public static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
