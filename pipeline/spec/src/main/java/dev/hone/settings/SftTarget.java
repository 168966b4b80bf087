package dev.hone.settings;

/** What a supervised warm start teaches. */
public enum SftTarget {
    /** The reference answer, JSON as it was written. */
    REFERENCE,
    /** The answer that the log recorded. */
    LOGGED
}
