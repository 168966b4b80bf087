package dev.hone.settings;

import dev.hone.math.sampling.PassRateWeight;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.reward.RewardDefinition;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that a training run does.
 *
 * @param runId names the run in every table
 * @param dataset which prompts
 * @param seed everything random follows from it
 * @param length prompts of a step, and how many steps
 * @param samplingRounds maximum number of rounds of sampling in a step; above 1 groups without signal are replaced
 * @param curriculum how often prompts of a pass rate are sampled; all alike without it
 * @param watch when training counts as gone wrong
 * @param evalInterval steps between evaluations on validation; 0 for none
 * @param validationPrompts maximum number of validation prompts evaluated
 * @param testPrompts maximum number of test prompts evaluated
 * @param evaluationTemperature of the evaluated answers; 0 is greedy
 * @param earlyStop when the run ends because validation improves no more; never without it
 * @param keepBest whether the policy that is best on validation is the tuned one, rather than the last
 * @param bootstrapResamples for the intervals
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
        WatchSettings watch,
        int evalInterval,
        int validationPrompts,
        OptionalInt testPrompts,
        double evaluationTemperature,
        Optional<EarlyStop> earlyStop,
        boolean keepBest,
        int bootstrapResamples) {}
