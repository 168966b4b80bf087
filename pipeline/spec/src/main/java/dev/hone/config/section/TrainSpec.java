package dev.hone.config.section;

import dev.hone.math.sampling.PassRateWeight;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.ScoreSettings;
import java.util.Optional;

/**
 * Reinforcement: what a step samples and how it updates the policy.
 *
 * @param epochCount passes over the training prompts, where written
 * @param maxSteps greatest number of steps, where limited
 * @param batchSize prompts of one step
 * @param samplesPerPrompt G, completions of each prompt
 * @param maxPromptTokens longer prompts are left out, with a count
 * @param unitsPerStep rollout units that a step's prompts are dealt out over; where it is not written, the cluster decides
 * @param decodeSlots completions of a unit that are decoded together
 * @param sampling how completions are drawn
 * @param advantage how rewards become advantages
 * @param samplingRounds greatest number of rounds of sampling in a step; above 1 groups without signal are replaced
 * @param curriculum how often prompts of a pass rate are sampled; all alike without it
 * @param scoring what scoring puts up with
 * @param update how the policy is updated
 */
public record TrainSpec(
        Optional<Integer> epochCount,
        Optional<Integer> maxSteps,
        int batchSize,
        int samplesPerPrompt,
        int maxPromptTokens,
        Optional<Integer> unitsPerStep,
        int decodeSlots,
        SamplingSettings sampling,
        AdvantageSettings advantage,
        int samplingRounds,
        Optional<PassRateWeight> curriculum,
        ScoreSettings scoring,
        UpdateSpec update) {

    public TrainSpec withUpdate(UpdateSpec other) {
        return new TrainSpec(
                epochCount,
                maxSteps,
                batchSize,
                samplesPerPrompt,
                maxPromptTokens,
                unitsPerStep,
                decodeSlots,
                sampling,
                advantage,
                samplingRounds,
                curriculum,
                scoring,
                other);
    }
}
