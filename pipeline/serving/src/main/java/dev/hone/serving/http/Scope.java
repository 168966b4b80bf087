package dev.hone.serving.http;

/** What a key opens. */
public enum Scope {
    /** Looking at runs, their rollouts and prompts. */
    VIEW,
    /** All of that, and starting and stopping runs. */
    ADMIN;

    /** Whether this opens what that does. */
    boolean covers(Scope needed) {
        return compareTo(needed) >= 0;
    }
}
