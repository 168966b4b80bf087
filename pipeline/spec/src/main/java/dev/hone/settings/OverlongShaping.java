package dev.hone.settings;

import dev.hone.math.advantage.SoftOverlong;

/**
 * DAPO's soft overlong punishment, see {@link SoftOverlong}, as part of the reward.
 *
 * @param maxTokens length from which on the whole penalty is due, at least 1
 * @param cacheTokens length of the part before it in which the penalty grows, 0 to maxTokens
 * @param penalty what the longest completions lose, above 0
 */
public record OverlongShaping(int maxTokens, int cacheTokens, double penalty) {

    public OverlongShaping {
        if (maxTokens < 1 || cacheTokens < 0 || cacheTokens > maxTokens) {
            throw new IllegalArgumentException(
                    "cacheTokens must be from 0 to maxTokens, got " + cacheTokens + " and " + maxTokens);
        }
        if (!(penalty > 0)) {
            throw new IllegalArgumentException("penalty must be above 0, got " + penalty);
        }
    }
}
