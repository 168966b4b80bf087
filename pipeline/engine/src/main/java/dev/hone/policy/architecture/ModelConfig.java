package dev.hone.policy.architecture;

import java.util.List;
import java.util.Map;

/**
 * The shape of a decoder-only transformer, from config.json.
 *
 * @param modelType the architecture, such as {@code llama}
 * @param vocabSize V, rows of the embedding
 * @param hiddenSize width of the residual stream
 * @param intermediateSize width of the gated MLP
 * @param layers number of blocks
 * @param heads attention heads
 * @param keyValueHeads heads of keys and values; divides heads
 * @param headDim width of one head
 * @param rmsNormEpsilon added to the mean square before its root
 * @param ropeTheta base of the rotary frequencies
 * @param tiedHead whether the output head is the embedding
 * @param maxPositions context length in tokens
 * @param ropeScaling how the rotary frequencies are stretched
 * @param blocks what the blocks are made of
 * @param endOfSequenceIds ids at which generation ends, from generation_config.json or else config.json; may be empty
 */
public record ModelConfig(
        String modelType,
        int vocabSize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int keyValueHeads,
        int headDim,
        double rmsNormEpsilon,
        double ropeTheta,
        boolean tiedHead,
        int maxPositions,
        RopeScaling ropeScaling,
        BlockLayout blocks,
        List<Integer> endOfSequenceIds) {

    public ModelConfig {
        endOfSequenceIds = List.copyOf(endOfSequenceIds);
    }

    /** The numbers that layers are computed with beyond the shapes of their weights, by their names in config.json. */
    public Map<String, Double> numbers() {
        return Map.of(
                "num_attention_heads", (double) heads,
                "num_key_value_heads", (double) keyValueHeads,
                "rms_norm_eps", rmsNormEpsilon);
    }
}
