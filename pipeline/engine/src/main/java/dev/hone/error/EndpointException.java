package dev.hone.error;

/** A judge or a reward endpoint does not answer; worth another try. Exit code 69. */
public final class EndpointException extends HoneException {

    private static final long serialVersionUID = 1L;

    public EndpointException(String message) {
        this(message, null);
    }

    public EndpointException(String message, Throwable cause) {
        super(69, message, cause);
    }
}
