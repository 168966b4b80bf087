package dev.hone.reward.builtin.composite;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;

/** {@code composite}: a weighted sum or a formula of other rewards, behind gates where there are any. */
public final class Composite implements RewardKind {

    @Override
    public String kind() {
        return "composite";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        return CompositeReading.read(parameters);
    }
}
