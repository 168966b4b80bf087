package dev.hone.settings;

import dev.hone.math.sampling.PassRateWeight;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.reward.RewardDefinition;
import java.util.Optional;

/**
 * Everything that a training run does.
 *
 * @param runId names the run in every table
 * @param dataset which prompts
 * @param seed everything random follows from it
 * @param length prompts of a step, and how many steps
 * @param samplingRounds maximum number of rounds of sampling in a step; above 1 groups without signal are replaced
 * @param curriculum how often prompts of a pass rate are sampled; all alike without it
 * @param evaluate when and how base and tuned are compared
 * @param scoring what scoring puts up with
 */
public record TrainSettings(
        String runId,
        String dataset,
        long seed,
        RunLength length,
        int samplingRounds,
        Optional<PassRateWeight> curriculum,
        AdapterKind adapter,
        RolloutSettings rollout,
        RewardDefinition reward,
        ScoreSettings scoring,
        AdvantageSettings advantage,
        UpdateSettings update,
        EvaluateSettings evaluate) {}
