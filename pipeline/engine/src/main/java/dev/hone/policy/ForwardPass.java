package dev.hone.policy;

import java.util.Optional;
import java.util.SortedMap;

/** A forward pass of one group whose graph is still held: read log-probabilities and entropies, send gradients back once, close. */
public interface ForwardPass extends AutoCloseable {

    /** [G][T_g] log softmax(logits / temperature) of each completion token. */
    float[][] logprobs();

    /** [G][T_g] entropy in nats of softmax(logits / temperature) at each completion token. */
    float[][] entropies();

    /** The same as {@link #backward(float[][], Optional)} without a gradient of the entropies. */
    default SortedMap<String, float[]> backward(float[][] logprobGradient) {
        return backward(logprobGradient, Optional.empty());
    }

    /**
     * Gradient of sum over (g, t) of logprobGradient[g][t] * logprobs[g][t] + entropyGradient[g][t] * entropies[g][t] for every trained
     * tensor, by the adapter's names. Frees the graph; may be called once. Entropies cost nothing where they have no gradient.
     */
    SortedMap<String, float[]> backward(float[][] logprobGradient, Optional<float[][]> entropyGradient);

    @Override
    void close();
}
