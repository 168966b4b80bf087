package dev.hone.serving.deploy;

import java.time.Instant;
import java.util.Optional;

/**
 * What a name serves.
 *
 * @param name under which clients ask
 * @param state where it stands
 * @param serving what answers now; empty before the first target was loaded
 * @param reason why it failed, or how its target was checked
 * @param changedAt when its state last changed
 */
public record Deployment(String name, State state, Optional<Target> serving, String reason, Instant changedAt) {

    /** Where a deployment stands. */
    public enum State {
        /** Its first target is being loaded. */
        CREATING,
        /** It answers. */
        ACTIVE,
        /** Another target is being loaded; the one before answers. */
        UPDATING,
        /** The other target could not be loaded; the one before answers. */
        UPDATE_FAILED,
        /** Its first target could not be loaded. */
        FAILED
    }
}
