package dev.hone.reward.builtin.composite;

import dev.hone.reward.RewardFunction;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One of the rewards that a composite is made of.
 *
 * @param weight in a weighted sum
 * @param gate what its reward must reach at least, else the composite gives its {@code gateReward}; empty if it is no gate
 * @param range the rewards that become 0 and 1; empty if they stay as they are
 * @param scale how rewards are compared within their group, after the range
 * @param isOptional an error leaves it out instead of leaving the whole without a reward
 */
record Part(
        String name,
        double weight,
        RewardFunction function,
        OptionalDouble gate,
        Optional<Range> range,
        GroupScale scale,
        boolean isOptional) {

    /** Two rewards, the lower of which becomes 0 and the upper 1; what lies beyond is cut. */
    record Range(double least, double greatest) {

        double share(double reward) {
            return Math.max(0, Math.min(1, (reward - least) / (greatest - least)));
        }
    }

    /** Whether its reward counts as it is. */
    boolean isPlain() {
        return gate.isEmpty() && range.isEmpty() && scale == GroupScale.NONE && !isOptional;
    }

    /** [n] its rewards for the completions of a group, as they count. */
    double[] scaled(double[] rewards) {
        double[] shares = rewards.clone();
        range.ifPresent(ends -> {
            for (int i = 0; i < shares.length; i++) {
                shares[i] = ends.share(rewards[i]);
            }
        });
        return scale.of(shares);
    }
}
