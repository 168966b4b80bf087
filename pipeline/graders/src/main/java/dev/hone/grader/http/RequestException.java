package dev.hone.grader.http;

/** Somebody who answers will not answer this one request: a row's error, and no other try would help. */
public final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RequestException(String message) {
        super(message);
    }

    public RequestException(String message, Throwable cause) {
        super(message, cause);
    }
}
