package dev.hone.update;

import dev.hone.policy.StopReason;

/**
 * One sampled completion with its advantage.
 *
 * @param sample its number in the group, from 0
 * @param tokenIds [T] the sampled tokens, at least one
 * @param forced [T] whether a token was put there by the sampler; such a token has no gradient
 * @param samplerLogprobs [T] log-probabilities as sampled; NaN where the sampler gave none
 * @param adapterSha hash of the adapter that sampled it
 * @param advantage of the completion
 * @param lossWeight factor on the advantage, at least 0; a completion of weight 0 is not trained on
 * @param stopReason why it ended
 */
public record UpdateSample(
        int sample,
        int[] tokenIds,
        boolean[] forced,
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
        if (forced.length != tokenIds.length) {
            throw new IllegalArgumentException(
                    tokenIds.length + " tokens, but " + forced.length + " say whether they were forced");
        }
        if (!Double.isFinite(advantage) || !(lossWeight >= 0) || Double.isInfinite(lossWeight)) {
            throw new IllegalArgumentException(
                    "advantage and loss weight must be finite and the weight at least 0, got " + advantage + " and "
                            + lossWeight);
        }
    }

    /** A completion all of whose tokens were drawn. */
    public UpdateSample(
            int sample,
            int[] tokenIds,
            float[] samplerLogprobs,
            String adapterSha,
            double advantage,
            double lossWeight,
            StopReason stopReason) {
        this(
                sample,
                tokenIds,
                new boolean[tokenIds.length],
                samplerLogprobs,
                adapterSha,
                advantage,
                lossWeight,
                stopReason);
    }

    /** [T] the tokens that count. */
    boolean[] mask() {
        boolean[] mask = new boolean[forced.length];
        for (int t = 0; t < mask.length; t++) {
            mask[t] = !forced[t];
        }
        return mask;
    }

    /** Number of tokens that count. */
    int drawnTokens() {
        int drawn = 0;
        for (boolean isForced : forced) {
            drawn += isForced ? 0 : 1;
        }
        return drawn;
    }
}
