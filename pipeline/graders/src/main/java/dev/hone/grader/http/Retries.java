package dev.hone.grader.http;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.hone.error.EndpointException;
import dev.hone.reward.RewardUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Tries a call again as long as it fails with a {@link RetryableException}: after half a second, then twice as long each time up to half a
 * minute, with jitter, or after the time that was asked for. The standard error says that somebody is waited for.
 */
public final class Retries {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final double JITTER = 0.2;

    private final String who;
    private final Duration patience;
    private final FailsafeExecutor<Object> executor;

    /**
     * Tries for one endpoint.
     *
     * @param who is asked, as messages name it
     * @param patience how long a call is tried before whoever is asked counts as down, waits included
     */
    public Retries(String who, Duration patience) {
        this.who = who;
        this.patience = patience;
        WaitNotice notice = new WaitNotice(who, patience, System::nanoTime, System.err::println);
        Duration longest = least(LONGEST_PAUSE, patience.dividedBy(2));
        Duration first = least(FIRST_PAUSE, longest.dividedBy(2));
        this.executor = Failsafe.with(RetryPolicy.builder()
                .handleIf(failure -> cause(failure) instanceof RetryableException)
                .withBackoff(first, longest)
                .withJitter(JITTER)
                .withDelayFn(context -> delay(context.getLastException()))
                .withMaxAttempts(-1)
                .withMaxDuration(patience)
                .onRetryScheduled(event -> notice.failed((RetryableException) cause(event.getLastException())))
                .build());
    }

    /**
     * The first success. Fails with a {@link RewardUnavailableException} of an {@link EndpointException} when the patience is at its end,
     * and with any other failure at once.
     */
    public <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> call) {
        return executor.getStageAsync(call::get)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(last(cause(failure))));
    }

    /** Failsafe's own backoff where it is negative. The jitter takes off as much as it adds, so it starts from a longer time. */
    private static Duration delay(Throwable failure) {
        Duration backoff = Duration.ofNanos(-1);
        return cause(failure) instanceof RetryableException retryable
                ? retryable
                        .retryAfter()
                        .map(asked -> Duration.ofMillis(Math.round(asked.toMillis() / (1 - JITTER))))
                        .orElse(backoff)
                : backoff;
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private Throwable last(Throwable failure) {
        return failure instanceof RetryableException retryable
                ? new RewardUnavailableException(new EndpointException(
                        who + " " + retryable.problem() + ". It was tried for " + patience.toSeconds()
                                + " s. What was scored before is kept: see to it that it answers, and start the same"
                                + " command again",
                        failure))
                : failure;
    }

    /** What a future failed with, without the wrapping of futures. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
