package dev.hone.grader.openai;

import dev.hone.grader.chat.ChatModel;
import dev.hone.grader.chat.ChatReply;
import dev.hone.grader.chat.ChatRequest;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A model whose refusals are failures of the request: asking again for the right form would be in vain. */
record UnrefusedModel(ChatModel model) implements ChatModel {

    private static final Set<String> REFUSED =
            Set.of("refusal", "content_filter", "content_filtered", "guardrail_intervened");

    @Override
    public String identity() {
        return model.identity();
    }

    @Override
    public int firstVote() {
        return model.firstVote();
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        return model.ask(request).thenApply(reply -> {
            if (REFUSED.contains(reply.finishReason())) {
                throw new GraderException(
                        GraderException.MODEL_REFUSAL, "the model refused to answer (" + reply.finishReason() + ")");
            }
            return reply;
        });
    }

    @Override
    public void close() {
        model.close();
    }
}
