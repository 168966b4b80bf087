package dev.hone.serving.job;

import java.util.List;

/** What a job does: the command line it runs, and what it waits for. */
public enum JobKind {
    /** Ingest, training and export. */
    RUN("run"),
    /** What a training would do and need. */
    ESTIMATE("train", "--dry-run"),
    /** The reward, tried on known answers. */
    REWARD_CHECK("reward", "check");

    private final List<String> command;

    JobKind(String... command) {
        this.command = List.of(command);
    }

    /** The words of the command line, before {@code --spec FILE}. */
    public List<String> command() {
        return command;
    }

    /** Whether it trains, and so has a run with steps; the others are short and only say something. */
    public boolean trains() {
        return this == RUN;
    }
}
