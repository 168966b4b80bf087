package dev.hone.estimate;

import dev.hone.policy.architecture.ModelConfig;

/**
 * Memory for keys and values in a task that samples: a place for each completion that is decoded, one for each of their prompts.
 *
 * @param tokenBytes of one token in all layers, fp32
 * @param decodeSlots completions decoded together
 */
public record KeyValueNeed(long tokenBytes, int decodeSlots) {

    public static KeyValueNeed of(ModelConfig config, int decodeSlots) {
        return new KeyValueNeed(
                Float.BYTES * 2L * config.layers() * config.keyValueHeads() * config.headDim(), decodeSlots);
    }

    /**
     * Bytes of a unit.
     *
     * @param prompts of the unit
     * @param samples completions of each prompt
     * @param promptTokens of the longest prompt
     * @param completionTokens greatest length of a completion
     */
    public long bytes(long prompts, int samples, long promptTokens, long completionTokens) {
        long slots = Math.min(decodeSlots, prompts * samples);
        return tokenBytes * (slots * completionTokens + Math.min(slots, prompts) * promptTokens);
    }

    /** Bytes of the largest unit that there can be: each place is of another prompt, as in an evaluation. */
    public long atMostBytes(long promptTokens, long completionTokens) {
        return bytes(decodeSlots, 1, promptTokens, completionTokens);
    }
}
