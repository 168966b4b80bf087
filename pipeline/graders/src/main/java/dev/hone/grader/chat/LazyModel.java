package dev.hone.grader.chat;

import dev.hone.reward.RewardUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A model that is opened by the first question: definitions are looked at far more often than they are used. */
final class LazyModel implements ChatModel {

    private final String identity;
    private final Supplier<ChatModel> opening;
    private ChatModel open;

    LazyModel(String identity, Supplier<ChatModel> opening) {
        this.identity = identity;
        this.opening = opening;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        try {
            return open().ask(request);
        } catch (RewardUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized ChatModel open() {
        if (open == null) {
            open = opening.get();
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
        }
    }
}
