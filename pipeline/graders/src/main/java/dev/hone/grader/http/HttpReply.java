package dev.hone.grader.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What came back from a POST.
 *
 * @param retryAfter the header {@code Retry-After}; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record HttpReply(int status, Optional<String> retryAfter, byte[] body) {

    /** How long whoever was asked wants to be left alone; empty where they did not say. */
    public Optional<Duration> pause() {
        return retryAfter.flatMap(value -> RetryAfter.of(value, Clock.systemUTC()));
    }
}
