package dev.hone.settings;

import dev.hone.math.sampling.PassRateWeight;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reinforcement: what a step samples and how it updates the policy.
 *
 * @param length prompts of a step, and how many steps
 * @param maxPromptTokens longer prompts are left out, with a count
 * @param unitsPerStep rollout units of a step; where it is not written, the cluster decides
 * @param decodeSlots completions of a unit that are decoded together
 * @param rollout how completions are drawn
 * @param samplingRounds maximum number of rounds of sampling in a step; above 1 groups without signal are replaced
 * @param curriculum how often prompts of a pass rate are sampled; all alike without it
 * @param scoring what scoring puts up with
 * @param advantage how rewards become advantages
 * @param update how the policy is updated
 */
public record TrainSettings(
        RunLength length,
        int maxPromptTokens,
        OptionalInt unitsPerStep,
        int decodeSlots,
        RolloutSettings rollout,
        int samplingRounds,
        Optional<PassRateWeight> curriculum,
        ScoreSettings scoring,
        AdvantageSettings advantage,
        UpdateSettings update) {

    /** The same with the learning rate that follows from the model. */
    public TrainSettings withLearningRate(double learningRate) {
        return new TrainSettings(
                length,
                maxPromptTokens,
                unitsPerStep,
                decodeSlots,
                rollout,
                samplingRounds,
                curriculum,
                scoring,
                advantage,
                update.withLearningRate(learningRate));
    }
}
