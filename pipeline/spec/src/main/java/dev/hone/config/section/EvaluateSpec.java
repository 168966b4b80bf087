package dev.hone.config.section;

import dev.hone.settings.EarlyStop;
import java.util.Optional;

/**
 * When and how base and tuned are compared.
 *
 * @param evalInterval steps between evaluations on the validation split; 0 leaves them out
 * @param validationPrompts greatest number of validation prompts
 * @param testPrompts greatest number of test prompts; all where not given
 * @param temperature of the evaluated completions; 0 is greedy
 * @param earlyStop when the run ends because validation improves no more; never without it
 * @param keepBest whether the policy that is best on validation is tested and exported, rather than the last
 * @param bootstrapResamples resamples of the interval
 */
public record EvaluateSpec(
        int evalInterval,
        int validationPrompts,
        Optional<Integer> testPrompts,
        double temperature,
        Optional<EarlyStop> earlyStop,
        boolean keepBest,
        int bootstrapResamples) {}
