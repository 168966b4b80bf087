package dev.hone.settings.run;

import dev.hone.reward.RewardDefinition;
import dev.hone.settings.EvaluateSettings;
import dev.hone.settings.TrainSettings;
import java.util.Optional;

/**
 * Everything that a training run does.
 *
 * @param train what a step samples and how it updates the policy
 * @param reward what a completion is worth
 * @param audit a second reward, for evaluations alone
 * @param evaluate when and how base and tuned are compared
 * @param rolloutPlan who decodes what
 * @param updatePlan how gradients are computed, watched and checked
 */
public record TrainRunSettings(
        RunSettings run,
        TrainSettings train,
        RewardDefinition reward,
        Optional<RewardDefinition> audit,
        EvaluateSettings evaluate,
        RolloutPlan rolloutPlan,
        UpdatePlan updatePlan) {}
