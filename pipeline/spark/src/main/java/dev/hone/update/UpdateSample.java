package dev.hone.update;

import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;

/**
 * A sampled completion with its advantage.
 *
 * @param sampled as it was sampled, with at least one token; a token that the sampler forced has no gradient
 * @param adapterSha hash of the adapter that sampled it
 * @param advantage of the completion
 * @param lossWeight factor on the advantage, at least 0; a completion of weight 0 is not trained on
 */
public record UpdateSample(SampledCompletion sampled, String adapterSha, double advantage, double lossWeight) {

    public UpdateSample {
        if (sampled.tokenIds().length == 0) {
            throw new IllegalArgumentException("a completion needs at least one token");
        }
        if (!Double.isFinite(advantage) || !(lossWeight >= 0) || Double.isInfinite(lossWeight)) {
            throw new IllegalArgumentException(
                    "advantage and loss weight must be finite and the weight at least 0, got " + advantage + " and "
                            + lossWeight);
        }
    }

    /** [T] the sampled tokens. */
    int[] tokenIds() {
        return sampled.tokenIds();
    }

    /** Whether it ended because the limit on tokens was reached. */
    boolean isCut() {
        return sampled.stopReason() == StopReason.MAX_TOKENS;
    }

    /** [T] the tokens that count. */
    boolean[] mask() {
        boolean[] mask = new boolean[sampled.forced().length];
        for (int t = 0; t < mask.length; t++) {
            mask[t] = !sampled.forced()[t];
        }
        return mask;
    }

    /** Number of tokens that count. */
    int drawnTokens() {
        int drawn = 0;
        for (boolean isForced : sampled.forced()) {
            drawn += isForced ? 0 : 1;
        }
        return drawn;
    }
}
