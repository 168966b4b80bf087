package dev.hone.policy;

import dev.hone.policy.reasoning.CompletionParts;

/**
 * One sampled completion.
 *
 * @param tokenIds [T] the sampled tokens, a final end-of-sequence token and the tokens of a stop string included
 * @param logprobs [T] log softmax(logits / temperature) of each token before top-k, top-p and min-p (temperature 1 where greedy)
 * @param forced [T] whether a token was put there by the sampler and not drawn; its log-probability is the policy's all the same
 * @param text the decoded completion, special tokens skipped and cut before a stop string
 * @param parts its reasoning and its answer
 * @param stopReason why it ended
 */
public record SampledCompletion(
        int[] tokenIds, float[] logprobs, boolean[] forced, String text, CompletionParts parts, StopReason stopReason) {

    public SampledCompletion {
        if (tokenIds.length != logprobs.length || tokenIds.length != forced.length) {
            throw new IllegalArgumentException(tokenIds.length + " tokens but " + logprobs.length
                    + " log-probabilities, of which " + forced.length + " may be forced");
        }
    }
}
