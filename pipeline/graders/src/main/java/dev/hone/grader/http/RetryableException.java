package dev.hone.grader.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** A call failed in a way that may pass: it is worth another try. */
public final class RetryableException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY_REQUESTS = 429;

    private final transient Optional<Duration> retryAfter;
    private final boolean rateLimited;

    /** @param retryAfter how long whoever was asked wants to be left alone; empty where they did not say */
    public RetryableException(String message, Optional<Duration> retryAfter, Throwable cause) {
        this(message, retryAfter, false, cause);
    }

    private RetryableException(String message, Optional<Duration> retryAfter, boolean rateLimited, Throwable cause) {
        super(message, cause);
        this.rateLimited = rateLimited;
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** One of an answer with a status: 429 says that there were too many requests. */
    public static RetryableException ofStatus(
            int status, String message, Optional<Duration> retryAfter, Throwable cause) {
        return new RetryableException(message, retryAfter, status == TOO_MANY_REQUESTS, cause);
    }

    /** What the call ran into, to stand behind the name of whoever was asked. */
    String problem() {
        return (rateLimited ? "limits how often it is asked: " : "does not answer: ") + getMessage();
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
