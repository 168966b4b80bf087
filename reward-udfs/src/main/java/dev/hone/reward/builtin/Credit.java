package dev.hone.reward.builtin;

import dev.hone.reward.RewardResult;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a right answer earns, and what others may: a reward of two kinds says which one it is, one that is all or nothing needs no parts.
 *
 * @param full name of the component of right answers
 * @param partial name of the component of others
 * @param isGiven whether others can earn anything
 */
public record Credit(String full, String partial, boolean isGiven) {

    /** A result with both, of which one is 0; it succeeds if the answer is right. */
    public RewardResult result(double right, double other, String explanation) {
        RewardResult result = RewardResult.of(right + other, right > 0, explanation);
        return isGiven ? result.withComponents(new TreeMap<>(Map.of(full, right, partial, other))) : result;
    }
}
