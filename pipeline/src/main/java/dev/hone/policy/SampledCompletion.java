package dev.hone.policy;

/**
 * One sampled completion.
 *
 * @param tokenIds [T] the sampled tokens, a final end-of-sequence token and the tokens of a stop string included
 * @param logprobs [T] log softmax(logits / temperature) of each token before top-k, top-p and min-p (temperature 1 where greedy)
 * @param text the decoded completion, special tokens skipped and cut before a stop string
 * @param stopReason why it ended
 */
public record SampledCompletion(int[] tokenIds, float[] logprobs, String text, StopReason stopReason) {

    public SampledCompletion {
        if (tokenIds.length != logprobs.length) {
            throw new IllegalArgumentException(
                    tokenIds.length + " tokens but " + logprobs.length + " log-probabilities");
        }
    }
}
