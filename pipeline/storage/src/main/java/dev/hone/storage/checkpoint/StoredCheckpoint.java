package dev.hone.storage.checkpoint;

import java.util.Optional;

/** What is found where a checkpoint should be. */
public sealed interface StoredCheckpoint {

    /**
     * A checkpoint as it was saved.
     *
     * @param sha256 hash of its manifest; empty where an earlier version saved it, so that its adapter alone could be checked
     */
    record Good(Checkpoint checkpoint, Optional<String> sha256) implements StoredCheckpoint {}

    /**
     * A checkpoint that was changed since it was saved.
     *
     * @param problem the file and what is wrong with it
     */
    record Damaged(String problem) implements StoredCheckpoint {}

    /** Nothing, or what a killed driver left unfinished. */
    record Missing() implements StoredCheckpoint {}
}
