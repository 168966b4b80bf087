package dev.hone.settings;

import java.util.Locale;

/** What a supervised warm start teaches. */
public enum SftTarget {
    /** The reference answer, JSON as it was written. */
    REFERENCE,
    /** The answer that the log recorded. */
    LOGGED;

    /** The word in a specification. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
