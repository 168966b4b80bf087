package dev.hone.config;

import java.util.Locale;

/** A section of the specification that a command may need. */
public enum Part {
    MODEL,
    INGEST,
    ADAPTER,
    SFT,
    TRAIN,
    REWARD,
    AUDIT,
    EVALUATE,
    EXPORT;

    /** The section's key. */
    String section() {
        return name().toLowerCase(Locale.ROOT);
    }
}
