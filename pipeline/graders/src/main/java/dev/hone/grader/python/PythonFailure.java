package dev.hone.grader.python;

import static java.util.Objects.requireNonNull;

/**
 * Why there is no result.
 *
 * @param kind one of the constants
 * @param message in words, Python's own where it raised something
 */
public record PythonFailure(String kind, String message) {

    /** The process could not be started. */
    public static final String NOT_STARTED = "not_started";
    /** The file cannot be imported. */
    public static final String IMPORT_FAILED = "import_failed";
    /** The file has no function that is meant. */
    public static final String NO_HANDLER = "no_handler";
    /** The function raised an exception. */
    public static final String RAISED = "raised";
    /** The function returned what JSON cannot hold, or what the contract does not allow. */
    public static final String BAD_OUTPUT = "bad_output";
    /** The result is too long. */
    public static final String OUTPUT_TOO_LARGE = "output_too_large";
    /** No memory was left. */
    public static final String OUT_OF_MEMORY = "out_of_memory";
    /** The call took too long; its process was killed. */
    public static final String TIMEOUT = "timeout";
    /** The process ended in the middle of the call. */
    public static final String EXITED = "exited";
    /** A signal ended the process in the middle of the call. */
    public static final String CRASHED = "crashed";

    public PythonFailure {
        requireNonNull(kind, "kind");
        requireNonNull(message, "message");
    }

    /** As errors of rows are written: the kind, then the message. */
    @Override
    public String toString() {
        return kind + ": " + message;
    }
}
