package dev.hone.math.sampling;

import java.io.Serializable;

/**
 * How completions are drawn from the policy.
 *
 * @param temperature divides the logits; 0 means greedy decoding
 * @param topK keep the K most probable tokens; 0 keeps all
 * @param topP keep the most probable tokens until their mass reaches P, in (0, 1]; 1 keeps all
 * @param minP drop tokens less probable than this share of the most probable one, in [0, 1); 0 keeps all
 * @param maxNewTokens maximum number of sampled tokens in a completion, at least 1
 * @param stopStrings texts that end a completion
 */
public record SamplingSettings(
        double temperature, int topK, double topP, double minP, int maxNewTokens, StopStrings stopStrings)
        implements Serializable {

    public SamplingSettings {
        require(temperature >= 0 && Double.isFinite(temperature), "temperature must be at least 0, got " + temperature);
        require(topK >= 0, "topK must be at least 0 (0 keeps all tokens), got " + topK);
        require(topP > 0 && topP <= 1, "topP must be in (0, 1], got " + topP);
        require(minP >= 0 && minP < 1, "minP must be in [0, 1), got " + minP);
        require(maxNewTokens >= 1, "maxNewTokens must be at least 1, got " + maxNewTokens);
    }

    /** Plain sampling from the whole distribution. */
    public static SamplingSettings plain(double temperature, int maxNewTokens) {
        return new SamplingSettings(temperature, 0, 1, 0, maxNewTokens, StopStrings.NONE);
    }

    /** Greedy decoding: the most probable token each time. */
    public static SamplingSettings greedy(int maxNewTokens) {
        return plain(0, maxNewTokens);
    }

    /** Whether every token of the vocabulary can be drawn, so that the stored log-probabilities are those of the sampler. */
    public boolean untruncated() {
        return topK == 0 && topP == 1 && minP == 0;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
