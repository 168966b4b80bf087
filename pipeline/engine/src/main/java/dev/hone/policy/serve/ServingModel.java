package dev.hone.policy.serve;

import dev.hone.error.DataException;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A base model that answers requests of several adapters in one batch. Not for training: what a request gives may differ in the last bits by
 * what else is in its batch. May be called from several threads at once.
 */
public interface ServingModel extends AutoCloseable {

    ModelConfig config();

    PolicyTokenizer tokenizer();

    /**
     * Begins to answer as soon as there is room.
     *
     * @throws DataException where the prompt and one token do not fit the context
     * @throws IllegalStateException after it was closed
     */
    Generation submit(GenerationRequest request, GenerationListener listener);

    /**
     * Log-probabilities of given tokens, temperature 1, as this model serves them.
     *
     * @param adapter empty for the model as it was opened
     * @param tokens [T], at least 2, that fit the context
     * @return [T - 1] of each token after the first
     * @throws IllegalStateException after it was closed
     */
    CompletableFuture<float[]> logprobs(Optional<Adapter> adapter, int[] tokens);

    ServingLoad load();

    /** Ends what is under way with a failure. */
    @Override
    void close();
}
