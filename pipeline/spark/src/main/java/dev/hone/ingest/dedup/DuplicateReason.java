package dev.hone.ingest.dedup;

import java.util.Locale;

/** Why a sound record is a duplicate. */
public enum DuplicateReason {
    /** This record itself. It was taken, so it has no row in the table of what was left out. */
    TAKEN_BEFORE("an earlier run took this record"),
    IN_DATA_SET("the data set has the same prompt from an earlier run"),
    SAME_PROMPT("another record of this run is the same prompt"),
    LONGER_HISTORY("a longer record continues this conversation"),
    NEAR_DUPLICATE("another prompt is almost the same"),
    HELD_OUT("a source whose split is test or validation holds the same conversation"),
    /** The job fails, since what is stored cannot be moved. */
    IN_OTHER_SPLIT("the data set has the same prompt in another split than its source says");

    private final String meaning;

    DuplicateReason(String meaning) {
        this.meaning = meaning;
    }

    /** The code in the table, such as {@code same_prompt}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it says of the record. */
    public String meaning() {
        return meaning;
    }
}
