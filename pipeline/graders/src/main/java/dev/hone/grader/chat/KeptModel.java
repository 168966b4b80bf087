package dev.hone.grader.chat;

import dev.hone.grader.reply.ReplyStore;
import dev.hone.grader.reply.StoredReply;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps each answer of another model, with its price. It stands inside the limits: a call counts as in flight until its answer is safe,
 * so that a driver that is killed has never paid for more answers that are lost than {@code inFlight}.
 */
final class KeptModel implements ChatModel {

    private final ChatModel model;
    private final Prices prices;
    private final ReplyStore store;

    KeptModel(ChatModel model, Prices prices, ReplyStore store) {
        this.model = model;
        this.prices = prices;
        this.store = store;
    }

    @Override
    public String identity() {
        return model.identity();
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        return model.ask(request).thenApply(prices::priced).thenCompose(reply -> store.keep(stored(request, reply))
                .thenApply(kept -> reply));
    }

    private StoredReply stored(ChatRequest request, ChatReply reply) {
        return new StoredReply(
                RequestKey.of(identity(), request),
                identity(),
                reply.text(),
                reply.finishReason(),
                reply.promptTokens(),
                reply.completionTokens(),
                reply.costMicroUsd(),
                reply.latencyMillis(),
                Instant.now());
    }

    @Override
    public void close() {
        model.close();
    }
}
