package dev.hone.settings;

import java.util.Optional;
import java.util.OptionalInt;

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
public record EvaluateSettings(
        int evalInterval,
        int validationPrompts,
        OptionalInt testPrompts,
        double temperature,
        Optional<EarlyStop> earlyStop,
        boolean keepBest,
        int bootstrapResamples) {}
