package dev.hone.serving.http;

/** What a key opens. */
public enum Scope {
    /** Looking at runs, their rollouts and prompts. */
    VIEW,
    /** Asking deployed policies for answers. */
    INFER,
    /** Starting, stopping and following trainings. */
    TRAIN,
    /** All of that. */
    ADMIN;

    /** Whether this opens what that does. */
    boolean covers(Scope needed) {
        return this == ADMIN || this == needed;
    }
}
