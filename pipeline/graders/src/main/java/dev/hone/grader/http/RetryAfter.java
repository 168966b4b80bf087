package dev.hone.grader.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After}: seconds, or a date (RFC 9110 §10.2.3). */
public final class RetryAfter {

    private RetryAfter() {}

    /** How long to wait; empty where the header cannot be read. */
    public static Optional<Duration> of(String header, Clock clock) {
        String value = header.strip();
        try {
            if (!value.isEmpty() && value.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')) {
                return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000)));
            }
            Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
            Duration until = Duration.between(clock.instant(), date);
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
