package dev.hone.config.section;

import dev.hone.config.key.Conflict;
import dev.hone.config.key.Key;
import dev.hone.config.key.Values;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import java.util.Set;

/** Objectives that do not go with a reward. */
public final class RewardConflicts {

    private static final int FEWEST_REWARDS = 2;

    public static final Conflict TOO_FEW_REWARDS = new Conflict(
            Catalogue.REWARD,
            Set.of(Catalogue.TRAIN, Catalogue.REWARD),
            RewardConflicts::hasTooFewRewards,
            values -> "advantage gdpo normalises each of several rewards, but a reward of kind "
                    + values.get(Catalogue.REWARD).kind()
                    + " is only one. Use kind composite with a weight for each part, without gates, formula and scales, or"
                    + " choose objective grpo",
            Key.Severity.ERROR);

    private RewardConflicts() {}

    private static boolean hasTooFewRewards(Values values) {
        return values.get(Catalogue.TRAIN).advantage().kind() == AdvantageKind.GDPO
                && rewards(values.get(Catalogue.REWARD)) < FEWEST_REWARDS;
    }

    private static int rewards(RewardDefinition definition) {
        try (RewardFunction function = RewardFunctions.create(definition)) {
            return function.componentWeights().size();
        }
    }
}
