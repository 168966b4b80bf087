package dev.hone.grader.chat;

import dev.hone.error.StorageException;
import dev.hone.grader.http.Retries;
import dev.hone.grader.http.RetryableException;
import dev.hone.grader.limit.Limiter;
import dev.hone.reward.RewardUnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks another model within limits, and again where that may help, and keeps the answers. Once the model counts as down, or the money is spent, questions that
 * wait fail at once, and those under way are still answered.
 */
final class LimitedModel implements ChatModel {

    private final ChatModel model;
    private final Limiter limiter;
    private final Retries retries;
    private final KeptReplies kept;
    private final AtomicInteger open = new AtomicInteger();

    LimitedModel(ChatModel model, Limiter limiter, Retries retries, KeptReplies kept) {
        this.model = model;
        this.limiter = limiter;
        this.retries = retries;
        this.kept = kept;
    }

    @Override
    public String identity() {
        return model.identity();
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        open.incrementAndGet();
        return tries(request).whenComplete((reply, failure) -> {
            if (Retries.cause(failure) instanceof RewardUnavailableException unavailable) {
                limiter.stop(unavailable);
            }
            if (open.decrementAndGet() == 0) {
                limiter.restart();
            }
        });
    }

    /** The wait for the first try is not of the model's making, so its patience begins after it. */
    private CompletableFuture<ChatReply> tries(ChatRequest request) {
        Limiter.Need need = kept.prices().atMost(request);
        return limiter.acquire(need).thenCompose(permit -> {
            AtomicReference<Limiter.Permit> first = new AtomicReference<>(permit);
            return retries.run(() -> Optional.ofNullable(first.getAndSet(null))
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> limiter.acquireAgain(need))
                    .thenCompose(again -> once(request, again)));
        });
    }

    private CompletableFuture<ChatReply> once(ChatRequest request, Limiter.Permit permit) {
        return model.ask(request)
                .whenComplete((reply, failure) -> {
                    if (failure != null) {
                        if (Retries.cause(failure) instanceof RetryableException retryable) {
                            retryable.retryAfter().ifPresent(limiter::pause);
                        }
                        permit.end(Limiter.Need.NOTHING);
                    }
                })
                .thenCompose(reply -> keep(request, reply)
                        .whenComplete(
                                (safe, failure) -> permit.end(kept.prices().used(reply))));
    }

    /** An answer was paid for whether it can be kept or not. */
    private CompletableFuture<ChatReply> keep(ChatRequest request, ChatReply reply) {
        try {
            return kept.keep(request, reply);
        } catch (StorageException e) {
            return CompletableFuture.failedFuture(new RewardUnavailableException(e));
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
