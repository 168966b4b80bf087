package dev.hone.policy;

import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The seam between reinforcement learning and the engine: all that the rest of Hone knows about a language model. One instance per JVM
 * holds the base weights; adapters are handed in with each call and kept on the device while they are in use. All methods may be called
 * from several threads at once.
 */
public interface PolicyModel extends AutoCloseable {

    ModelConfig config();

    PolicyTokenizer tokenizer();

    /** An adapter that leaves the base model's outputs as they are (B = 0, or the base's own weights), its A drawn from the seed. */
    Adapter initialAdapter(AdapterKind kind, long seed);

    /**
     * Decodes the prompts of one planned unit, alone, on the calling thread. The result depends on nothing but the arguments and
     * the compute type.
     *
     * @param cancelled whether nobody wants the completions any more, as when a task is killed; asked at every token
     * @return for each prompt, its completions in the order of their seeds
     * @throws java.util.concurrent.CancellationException when cancelled
     */
    List<List<SampledCompletion>> sample(
            Adapter adapter, List<PromptToSample> prompts, SamplingSettings settings, BooleanSupplier cancelled);

    /** The same to the end. */
    default List<List<SampledCompletion>> sample(
            Adapter adapter, List<PromptToSample> prompts, SamplingSettings settings) {
        return sample(adapter, prompts, settings, () -> false);
    }

    /** [G][T_g] log-probabilities of the completions without a graph; temperature 0 counts as 1, as in sampling. */
    float[][] logprobs(Adapter adapter, TrainingGroup group, double temperature);

    /** Forward pass with a graph through the adapter's tensors. The caller closes it on the same thread. */
    ForwardPass forward(Adapter adapter, TrainingGroup group, double temperature);

    @Override
    void close();
}
