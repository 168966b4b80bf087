package dev.hone.grader.chat;

import java.util.concurrent.CompletableFuture;

/** A model that answers conversations: behind an endpoint, or in this process. Any number of requests may be under way. */
public interface ChatModel extends AutoCloseable {

    /** Which model at which endpoint, as part of the identity of an answer: it changes whenever answers may. Holds no secret. */
    String identity();

    /**
     * Asks. The future fails with a {@link dev.hone.error.EndpointException} where the model cannot be reached, which ends a run, and with
     * another exception where this request alone can have no answer.
     */
    CompletableFuture<ChatReply> ask(ChatRequest request);

    @Override
    void close();
}
