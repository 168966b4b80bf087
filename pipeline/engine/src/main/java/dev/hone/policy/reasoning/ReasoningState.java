package dev.hone.policy.reasoning;

import java.util.Locale;

/** What became of the reasoning in a completion. */
public enum ReasoningState {
    /** There is none. */
    NONE,
    /** Every block of it was closed. */
    CLOSED,
    /** The completion ended inside a block: it has no answer. */
    UNCLOSED;

    /** As the tables store it. */
    public String columnValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a stored value. */
    public static ReasoningState ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
