package dev.hone.serving.job;

import java.util.List;

/** What a job does: the command line it runs, and what it waits for. */
public enum JobKind {
    /** Ingest, training and export. */
    RUN,
    /** What a training would do and need. */
    ESTIMATE,
    /** The reward, tried on known answers. */
    REWARD_CHECK;

    /** The words of the command line, before {@code --spec FILE}. */
    public List<String> command() {
        return switch (this) {
            case RUN -> List.of("run");
            case ESTIMATE -> List.of("train", "--dry-run");
            case REWARD_CHECK -> List.of("reward", "check");
        };
    }

    /** Whether it trains, and so has a run with steps; the others are short and only say something. */
    public boolean trains() {
        return this == RUN;
    }
}
