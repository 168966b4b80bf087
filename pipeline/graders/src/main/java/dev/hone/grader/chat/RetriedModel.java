package dev.hone.grader.chat;

import dev.hone.grader.http.Retries;
import java.util.concurrent.CompletableFuture;

/** Asks another model again where that may help. */
record RetriedModel(ChatModel model, Retries retries) implements ChatModel {

    @Override
    public String identity() {
        return model.identity();
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        return retries.run(() -> model.ask(request));
    }

    @Override
    public void close() {
        model.close();
    }
}
