package dev.hone.reward.builtin;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.Optional;

/** Scores one answer, with parameters written as JSON. */
public final class Scoring {

    private Scoring() {}

    public static RewardResult score(String kind, String parametersJson, String completion, String reference) {
        return RewardFunctions.create(RewardDefinition.ofJson(kind, parametersJson))
                .scoreBatch(java.util.List.of(RewardInput.of(completion, Optional.of(reference))))
                .get(0);
    }

    /** The reward; NaN where there is none. */
    public static double reward(String kind, String parametersJson, String completion, String reference) {
        return score(kind, parametersJson, completion, reference).reward().orElse(Double.NaN);
    }
}
