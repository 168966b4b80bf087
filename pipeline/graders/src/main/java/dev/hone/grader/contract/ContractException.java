package dev.hone.grader.contract;

/** A call that gave no scores at all. The error of each of its rows is the message: the kind of failure, then what happened. */
public final class ContractException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The reply is not a list of objects. */
    public static final String BAD_OUTPUT = "bad_output";
    /** The reward function raised an exception. */
    public static final String RAISED = "raised";
    /** The reply is longer than Lambda allows. */
    public static final String OUTPUT_TOO_LARGE = "output_too_large";

    /** There was no reply in time. */
    public static final String TIMEOUT = "timeout";
    /** The reward function ended without a reply. */
    public static final String CRASHED = "crashed";
    /** The reward function used up its memory. */
    public static final String OUT_OF_MEMORY = "out_of_memory";

    private final String kind;

    /** @param kind in snake_case, such as {@value #BAD_OUTPUT} */
    public ContractException(String kind, String detail) {
        super(kind + ": " + detail);
        this.kind = kind;
    }

    public String kind() {
        return kind;
    }
}
