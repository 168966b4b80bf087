package dev.hone.grader.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TestRetryAfter {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void secondsMayHaveAFraction() {
        assertThat(RetryAfter.of(" 7 ", NOON)).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.of("0.25", NOON)).contains(Duration.ofMillis(250));
    }

    @Test
    void aDateIsAsLongAsItIsAway() {
        assertThat(RetryAfter.of("Mon, 30 Nov 2026 12:01:30 GMT", NOON)).contains(Duration.ofSeconds(90));
        assertThat(RetryAfter.of("Mon, 30 Nov 2026 11:59:00 GMT", NOON))
                .as("it has passed")
                .contains(Duration.ZERO);
    }

    @Test
    void whatCannotBeReadAsksForNothing() {
        assertThat(RetryAfter.of("soon", NOON)).isEmpty();
        assertThat(RetryAfter.of("1.2.3", NOON)).isEmpty();
        assertThat(RetryAfter.of("", NOON)).isEmpty();
    }
}
