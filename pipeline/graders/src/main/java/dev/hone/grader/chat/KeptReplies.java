package dev.hone.grader.chat;

import dev.hone.grader.reply.ReplyStore;
import dev.hone.grader.reply.StoredReply;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Where the answers of a model go, with their prices. A call counts as in flight until its answer is safe, so that a driver that is killed
 * has never paid for more answers that are lost than {@code inFlight}.
 *
 * @param identity of the model
 */
record KeptReplies(String identity, Prices prices, ReplyStore store) {

    /** The reply once it is kept. */
    CompletableFuture<ChatReply> keep(ChatRequest request, ChatReply reply) {
        ChatReply priced = prices.priced(reply);
        return store.keep(stored(request, priced)).thenApply(kept -> priced);
    }

    private StoredReply stored(ChatRequest request, ChatReply reply) {
        return new StoredReply(
                RequestKey.of(identity, request),
                identity,
                reply.text(),
                reply.finishReason(),
                reply.promptTokens(),
                reply.completionTokens(),
                reply.costMicroUsd(),
                reply.latencyMillis(),
                Instant.now());
    }
}
