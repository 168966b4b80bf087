package dev.hone.policy.serve;

import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.adapter.Adapter;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Completions that a client waits for.
 *
 * @param prompt its tokens, a seed for each completion, its reasoning
 * @param adapter that answers; empty for the model as it was opened
 * @param rule gives a new rule for each completion; empty where the policy draws freely
 * @param topLogprobs the most probable tokens that are told with each drawn one, 0 or more
 */
public record GenerationRequest(
        PromptToSample prompt,
        Optional<Adapter> adapter,
        SamplingSettings sampling,
        Optional<Supplier<LogitRule>> rule,
        int topLogprobs) {

    public GenerationRequest {
        if (topLogprobs < 0) {
            throw new IllegalArgumentException("topLogprobs must be at least 0, got " + topLogprobs);
        }
    }

    /** Drawn freely, without the probabilities of other tokens. */
    public static GenerationRequest plain(PromptToSample prompt, Optional<Adapter> adapter, SamplingSettings sampling) {
        return new GenerationRequest(prompt, adapter, sampling, Optional.empty(), 0);
    }
}
