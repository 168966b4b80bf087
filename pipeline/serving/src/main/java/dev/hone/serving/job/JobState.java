package dev.hone.serving.job;

import java.util.Locale;

/** Where a job stands. */
public enum JobState {
    /** Waits for those before it. */
    QUEUED,
    /** Its process is being started. */
    STARTING,
    /** Its process lives. */
    RUNNING,
    /** It was asked to stop at the end of a step. */
    STOPPING,
    /** Its process was told to end at once. */
    ENDING,
    /** Its process ended as it should, or by request. */
    ENDED,
    /** Its process ended by an error. */
    FAILED,
    /** Its process is gone without a word: killed together with what watched it, or the machine was restarted. */
    LOST;

    /** As pages and files write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether there may be a process. */
    public boolean isLive() {
        return this == STARTING || this == RUNNING || this == STOPPING || this == ENDING;
    }

    /** Whether nothing more happens by itself. */
    public boolean isOver() {
        return this == ENDED || this == FAILED || this == LOST;
    }
}
