package dev.hone.grader.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestWaitNotice {

    private final List<String> said = new ArrayList<>();
    private long now = 7;
    private final WaitNotice notice = new WaitNotice("The model judge-1", Duration.ofMinutes(5), () -> now, said::add);

    @Test
    void the_first_failure_is_told_at_once() {
        fail("http://judge/v1 answered with status 503: starting");

        assertThat(said)
                .containsExactly("warning: The model judge-1 does not answer: http://judge/v1 answered with status 503:"
                        + " starting. It is asked again, for up to 300 s (retrySeconds)");
    }

    @Test
    void failures_that_follow_each_other_are_told_once() {
        for (int i = 0; i < 1000; i++) {
            fail("status 503");
            pass(30);
        }

        assertThat(said).hasSize(1);
    }

    @Test
    void after_a_minute_without_failure_the_next_one_is_told() {
        fail("status 503");
        pass(60);
        fail("status 429");

        assertThat(said).hasSize(2).last().asString().contains("status 429");
    }

    @Test
    void a_limit_of_the_rate_is_no_silence() {
        notice.failed(RetryableException.ofStatus(429, "slow down", Optional.empty(), null));

        assertThat(said)
                .containsExactly(
                        "warning: The model judge-1 limits how often it is asked: slow down. It is asked again,"
                                + " for up to 300 s (retrySeconds)");
    }

    private void fail(String why) {
        notice.failed(new RetryableException(why, Optional.empty(), null));
    }

    private void pass(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
