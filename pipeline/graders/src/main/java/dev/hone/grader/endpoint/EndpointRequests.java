package dev.hone.grader.endpoint;

import dev.failsafe.Bulkhead;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Policy;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import dev.hone.grader.contract.ContractException;
import dev.hone.grader.http.HttpPost;
import dev.hone.grader.http.HttpReply;
import dev.hone.grader.http.JsonEndpoint;
import dev.hone.grader.http.RequestException;
import dev.hone.grader.http.Retries;
import dev.hone.grader.http.RetryableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * Requests to one endpoint, within its limits. An endpoint that is throttling or cannot be reached is tried again until the patience ends, and
 * then is down; one that answers with status 500 or not in time has trouble with what it was asked, so that is an error of rows.
 */
final class EndpointRequests {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** Throttled, or down behind what answers for it. */
    private static final Set<Integer> WORTH_WAITING = Set.of(408, 409, 425, 429, 502, 503, 504);

    private static final int SERVER_ERROR = 500;

    /** A completion is sent to no other address than the one that was named. */
    private static final int REDIRECTED = 3;

    private final String who;
    private final HttpPost post;
    private final Retries retries;
    private final FailsafeExecutor<HttpReply> limits;

    /**
     * Requests; nothing is sent yet.
     *
     * @param maxReplyBytes of an answer
     * @param serverErrorRetries how often a request is sent again that was answered with status 500
     * @throws dev.hone.reward.RewardUnavailableException if a header's variable is not set
     */
    EndpointRequests(EndpointSettings settings, long maxReplyBytes, int serverErrorRetries) {
        this.who = "The endpoint " + settings.url();
        this.post = new HttpPost(
                settings.url(), settings.headers().values(who, System::getenv), settings.timeout(), maxReplyBytes);
        this.retries = new Retries(who, settings.patience());
        this.limits = Failsafe.with(limits(settings, serverErrorRetries));
    }

    private static List<Policy<HttpReply>> limits(EndpointSettings settings, int serverErrorRetries) {
        List<Policy<HttpReply>> limits = new ArrayList<>();
        Duration pause = settings.patience().dividedBy(10);
        limits.add(RetryPolicy.<HttpReply>builder()
                .handleResultIf(reply -> reply != null && reply.status() == SERVER_ERROR)
                .withBackoff(pause.compareTo(FIRST_PAUSE) < 0 ? pause : FIRST_PAUSE, FIRST_PAUSE.multipliedBy(8))
                .withMaxRetries(serverErrorRetries)
                .build());
        settings.requestsPerMinute()
                .ifPresent(rate ->
                        limits.add(RateLimiter.<HttpReply>smoothBuilder(Duration.ofNanos(Math.round(60e9 / rate)))
                                .withMaxWaitTime(DAY)
                                .build()));
        limits.add(Bulkhead.<HttpReply>builder(settings.concurrency())
                .withMaxWaitTime(DAY)
                .build());
        return limits;
    }

    /** The body of the answer to a body. Fails as {@link dev.hone.grader.contract.BatchCalls} has it. */
    CompletableFuture<byte[]> send(byte[] json) {
        return retries.run(() -> limits.getStageAsync(() -> post.send(json))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(meant(Retries.cause(failure))))
                .thenCompose(this::read));
    }

    private CompletableFuture<byte[]> read(HttpReply reply) {
        int status = reply.status();
        if (status / 100 == 2) {
            return CompletableFuture.completedFuture(reply.body());
        }
        String said = post.shown(reply);
        if (WORTH_WAITING.contains(status)) {
            return CompletableFuture.failedFuture(RetryableException.ofStatus(status, said, reply.pause(), null));
        }
        return CompletableFuture.failedFuture(
                JsonEndpoint.MISCONFIGURED.contains(status) || status / 100 == REDIRECTED
                        ? JsonEndpoint.misconfigured(who, said)
                        : new RequestException("refused: " + said));
    }

    private Throwable meant(Throwable failure) {
        return failure instanceof RetryableException && failure.getCause() instanceof TimeoutException
                ? new ContractException(ContractException.TIMEOUT, failure.getMessage())
                : failure;
    }
}
