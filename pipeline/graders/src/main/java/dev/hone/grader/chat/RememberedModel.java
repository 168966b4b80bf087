package dev.hone.grader.chat;

import dev.hone.grader.reply.ReplyStore;
import dev.hone.grader.reply.StoredReply;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Asks another model, which keeps its answers, what was never asked before. Who asks what is being asked waits for the same answer, which is paid once. */
final class RememberedModel implements ChatModel {

    private final ChatModel model;
    private final String identity;
    private final ReplyStore store;
    private final Map<String, CompletableFuture<ChatReply>> underWay = new ConcurrentHashMap<>();

    RememberedModel(ChatModel model, ReplyStore store) {
        this.model = model;
        this.identity = model.identity();
        this.store = store;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        String key = RequestKey.of(identity, request);
        CompletableFuture<ChatReply> answer = new CompletableFuture<>();
        CompletableFuture<ChatReply> other = underWay.putIfAbsent(key, answer);
        if (other != null) {
            return other.thenApply(RememberedModel::paidBefore);
        }
        CompletableFuture<ChatReply> unused = store.find(identity, key)
                .thenCompose(found -> found.map(stored -> CompletableFuture.completedFuture(paidBefore(reply(stored))))
                        .orElseGet(() -> model.ask(request)))
                .whenComplete((reply, failure) -> {
                    underWay.remove(key);
                    if (failure == null) {
                        answer.complete(reply);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
        return answer.copy();
    }

    private static ChatReply reply(StoredReply stored) {
        return new ChatReply(
                stored.text(),
                stored.finishReason(),
                stored.promptTokens(),
                stored.completionTokens(),
                stored.costMicroUsd(),
                stored.latencyMillis());
    }

    private static ChatReply paidBefore(ChatReply reply) {
        return new ChatReply(
                reply.text(),
                reply.finishReason(),
                reply.promptTokens(),
                reply.completionTokens(),
                OptionalLong.of(0),
                reply.latencyMillis());
    }

    @Override
    public void close() {
        model.close();
    }
}
