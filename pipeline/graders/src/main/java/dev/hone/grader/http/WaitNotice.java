package dev.hone.grader.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says that somebody does not answer, or limits how often, and is waited for: one line for all failures until there was none for a minute. */
final class WaitNotice {

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final String who;
    private final Duration patience;
    private final LongSupplier nanoClock;
    private final Consumer<String> say;
    private Optional<Long> lastNanos = Optional.empty();

    /** @param patience how long a call is tried */
    WaitNotice(String who, Duration patience, LongSupplier nanoClock, Consumer<String> say) {
        this.who = who;
        this.patience = patience;
        this.nanoClock = nanoClock;
        this.say = say;
    }

    /** A call has failed and will be tried again. */
    synchronized void failed(RetryableException failure) {
        long now = nanoClock.getAsLong();
        boolean told = lastNanos.filter(last -> now - last < QUIET.toNanos()).isPresent();
        lastNanos = Optional.of(now);
        if (!told) {
            say.accept("warning: " + who + " " + failure.problem() + ". It is asked again, for up to "
                    + patience.toSeconds() + " s (retrySeconds)");
        }
    }
}
