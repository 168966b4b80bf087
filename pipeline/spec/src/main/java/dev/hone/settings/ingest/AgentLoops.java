package dev.hone.settings.ingest;

import java.util.Locale;

/** What happens to conversations that are logged again with every turn, as agents do it: each record repeats those before it. */
public enum AgentLoops {
    /** Each record stands for itself. */
    AS_LOGGED,
    /** A conversation that a longer one begins with is a duplicate of the longest. */
    LONGEST,
    /** Each turn stays a prompt of its own, and all turns of a conversation are in the same split. */
    BY_TURN;

    /** The name in a job spec. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether conversations that begin alike are in the same split. */
    public boolean keepTogether() {
        return this != AS_LOGGED;
    }
}
