package dev.hone.reward.builtin.composite;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;

/** {@code weighted}: the older name of {@code composite}, from when there were only weights. */
public final class Weighted implements RewardKind {

    @Override
    public String kind() {
        return "weighted";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        return CompositeReading.read(parameters);
    }
}
