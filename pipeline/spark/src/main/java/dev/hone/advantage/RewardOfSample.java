package dev.hone.advantage;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The reward of one completion.
 *
 * @param promptId its group
 * @param sample its number in the group, from 0
 * @param completionTokens its length, at least 1
 * @param reward finite; empty when it could not be computed
 * @param components parts of the reward by name, for advantages of several rewards
 * @param outcome whether it succeeded; empty when unknown
 */
public record RewardOfSample(
        String promptId,
        int sample,
        int completionTokens,
        OptionalDouble reward,
        Map<String, Double> components,
        Optional<Boolean> outcome) {

    public RewardOfSample {
        components = Map.copyOf(components);
        if (reward.isPresent() && !Double.isFinite(reward.getAsDouble())) {
            throw new IllegalArgumentException("the reward of prompt " + promptId + ", sample " + sample
                    + " must be finite, got " + reward.getAsDouble() + "; a reward that cannot be computed is empty");
        }
    }
}
