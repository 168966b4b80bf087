package dev.hone.grader.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** A call failed in a way that may pass: it is worth another try. */
public final class RetryableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    /** @param retryAfter how long whoever was asked wants to be left alone; empty where they did not say */
    public RetryableException(String message, Optional<Duration> retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
