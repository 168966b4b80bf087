package dev.hone.policy;

import java.util.SortedMap;

/** A forward pass of one group whose graph is still held: read the log-probabilities, send their gradient back once, close. */
public interface ForwardPass extends AutoCloseable {

    /** [G][T_g] log softmax(logits / temperature) of each completion token. */
    float[][] logprobs();

    /** [G][T_g] entropy in nats of softmax(logits / temperature) at each completion token. */
    float[][] entropies();

    /**
     * Gradient of sum over (g, t) of logprobGradient[g][t] * logprobs[g][t] for every trained tensor, by the adapter's names. Frees the
     * graph; may be called once.
     */
    SortedMap<String, float[]> backward(float[][] logprobGradient);

    @Override
    void close();
}
