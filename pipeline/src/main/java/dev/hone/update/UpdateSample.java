package dev.hone.update;

import dev.hone.policy.StopReason;

/**
 * One sampled completion with its advantage.
 *
 * @param sample its number in the group, from 0
 * @param tokenIds [T] the sampled tokens, at least one
 * @param samplerLogprobs [T] log-probabilities as sampled; NaN where the sampler gave none
 * @param adapterSha hash of the adapter that sampled it
 * @param advantage of the completion
 * @param lossWeight factor on the advantage, at least 0; a completion of weight 0 is not trained on
 * @param stopReason why it ended
 */
public record UpdateSample(
        int sample,
        int[] tokenIds,
        float[] samplerLogprobs,
        String adapterSha,
        double advantage,
        double lossWeight,
        StopReason stopReason) {

    public UpdateSample {
        if (tokenIds.length == 0 || tokenIds.length != samplerLogprobs.length) {
            throw new IllegalArgumentException("a completion needs tokens and as many log-probabilities, got "
                    + tokenIds.length + " and " + samplerLogprobs.length);
        }
        if (!Double.isFinite(advantage) || !(lossWeight >= 0) || Double.isInfinite(lossWeight)) {
            throw new IllegalArgumentException(
                    "advantage and loss weight must be finite and the weight at least 0, got " + advantage + " and "
                            + lossWeight);
        }
    }
}
