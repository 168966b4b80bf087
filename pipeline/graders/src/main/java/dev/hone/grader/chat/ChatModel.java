package dev.hone.grader.chat;

import java.util.concurrent.CompletableFuture;

/** A model that answers conversations: behind an endpoint, or in this process. Any number of requests may be under way. */
public interface ChatModel extends AutoCloseable {

    /** Which model at which endpoint, as part of the identity of an answer: it changes whenever answers may. Holds no secret. */
    String identity();

    /** From which number on the votes to a question are counted here: those of other numbers are asked for anew where answers are kept. */
    default int firstVote() {
        return 0;
    }

    /**
     * Asks. The future fails with a {@link dev.hone.reward.RewardUnavailableException} where nobody can be asked (the model is down, its key
     * is refused, the money is spent): that ends the scoring, so let it pass. Any other failure is of this request alone.
     */
    CompletableFuture<ChatReply> ask(ChatRequest request);

    @Override
    void close();
}
