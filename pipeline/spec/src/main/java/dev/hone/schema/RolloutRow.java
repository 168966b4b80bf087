package dev.hone.schema;

import dev.hone.policy.reasoning.CompletionParts;
import java.time.Instant;
import java.util.List;

/**
 * One sampled completion.
 *
 * @param policyVersion number of updates that the sampling policy had seen
 * @param adapterSha hash of the adapter that sampled it
 * @param seed of the completion; each token's uniform number is a function of it and the position
 * @param tokenIds [T] sampled tokens, final end-of-sequence token and stop-string tokens included
 * @param samplerLogprobs [T] log softmax(logits / temperature) of each token, before truncation
 * @param parts reasoning and answer of the completion
 * @param forcedTokens positions of the tokens that the sampler put there and did not draw, from 0
 * @param unit planned unit in which it was decoded
 * @param sampleMillis time that its unit took
 * @param cpu processor of the host, as far as it decides bits; empty in rows of earlier versions
 */
public record RolloutRow(
        String runId,
        int step,
        String promptId,
        int sample,
        int policyVersion,
        String adapterSha,
        long seed,
        String completion,
        List<Integer> tokenIds,
        List<Float> samplerLogprobs,
        CompletionParts parts,
        List<Integer> forcedTokens,
        String stopReason,
        int promptTokens,
        int unit,
        long sampleMillis,
        String host,
        String cpu,
        Instant sampledAt)
        implements java.io.Serializable {

    public RolloutRow {
        if (tokenIds.size() != samplerLogprobs.size()) {
            throw new IllegalArgumentException("as many log-probabilities as tokens are needed");
        }
    }

    /** The sampled tokens [T]. */
    public int[] tokens() {
        return tokenIds.stream().mapToInt(Integer::intValue).toArray();
    }

    /** [T] whether a token was put there by the sampler. */
    public boolean[] forced() {
        boolean[] forced = new boolean[tokenIds.size()];
        forcedTokens.forEach(position -> forced[position] = true);
        return forced;
    }

    /** The sampler's log-probabilities [T]. */
    public float[] logprobs() {
        float[] logprobs = new float[samplerLogprobs.size()];
        for (int t = 0; t < logprobs.length; t++) {
            logprobs[t] = samplerLogprobs.get(t);
        }
        return logprobs;
    }
}
