package dev.hone.schema;

import java.util.Locale;

/** What a prompt may be used for. Splits are disjoint after normalising the prompt, and stay so when the data grows. */
public enum Split {
    /** Sampled and trained on. */
    TRAIN,
    /** Chooses checkpoints and stops early. */
    VALIDATION,
    /** Only reported. */
    TEST;

    /** As the column holds it. */
    public String columnValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a stored value. */
    public static Split ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
