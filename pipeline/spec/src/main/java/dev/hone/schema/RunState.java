package dev.hone.schema;

import java.util.Locale;

/** Where a run is. */
public enum RunState {
    /** A driver works on it, or worked on it when it was killed. */
    RUNNING,
    /** All its steps are done. */
    COMPLETED,
    /** A person has stopped it between two steps, with its last checkpoint; starting it again resumes. */
    STOPPED,
    /** It stopped because training diverged; the last good checkpoint is kept. */
    DIVERGED,
    /** It stopped on an error; starting it again resumes. */
    FAILED;

    /** As the column holds it. */
    public String columnValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a stored value. */
    public static RunState ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
