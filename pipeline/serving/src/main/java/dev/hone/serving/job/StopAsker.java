package dev.hone.serving.job;

/** Asks the driver of a run to end after its step. */
@FunctionalInterface
public interface StopAsker {

    /** Asks; asking again changes nothing. */
    void ask(String warehouse, String run);
}
