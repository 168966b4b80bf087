package dev.hone.grader.judge.form;

import dev.hone.grader.chat.ChatModel;
import dev.hone.grader.chat.ChatReply;
import dev.hone.grader.chat.ChatRequest;
import java.util.concurrent.CompletableFuture;

/** Stands in where a definition names no model, while its other problems are found. */
final class NoModel implements ChatModel {

    @Override
    public String identity() {
        return "none";
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        throw new IllegalStateException("no model was named");
    }

    @Override
    public void close() {
        // holds nothing
    }
}
