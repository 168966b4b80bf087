package dev.hone.error;

/** There is nothing to do: the run is complete already. Exit code 99. */
public final class NothingToDoException extends HoneException {

    private static final long serialVersionUID = 1L;

    public NothingToDoException(String message) {
        this(message, null);
    }

    public NothingToDoException(String message, Throwable cause) {
        super(99, message, cause);
    }
}
