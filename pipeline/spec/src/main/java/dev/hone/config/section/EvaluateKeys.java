package dev.hone.config.section;

import dev.hone.config.key.Conflict;
import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionType;
import dev.hone.settings.EarlyStop;
import dev.hone.settings.EvaluateSettings;
import java.util.List;
import java.util.Set;

/** The section {@code evaluate}. */
final class EvaluateKeys {

    static final Key<Integer> EVAL_INTERVAL = Key.integer(
                    "evalInterval", "steps between evaluations on the validation split; 0: none")
            .atLeast(0)
            .atMost(10_000_000)
            .serviceRange(1, 100)
            .or(10);

    static final Key<Integer> VALIDATION_PROMPTS = Key.integer(
                    "validationPrompts", "greatest number of validation prompts")
            .atLeast(1)
            .atMost(100_000_000)
            .or(64);

    static final Key<Integer> TEST_PROMPTS = Key.integer(
                    "testPrompts", "greatest number of test prompts; all by default")
            .atLeast(1)
            .atMost(100_000_000)
            .optional();

    static final Key<Double> TEMPERATURE = Key.number("temperature", "of the evaluated completions; 0 is greedy")
            .atLeast(0)
            .atMost(100)
            .or(0.0);

    static final Key<Integer> PATIENCE = Key.integer(
                    "patience", "evaluations in a row without an improvement after which the run ends")
            .atLeast(1)
            .atMost(10_000_000)
            .or(3);

    static final Key<Double> MIN_DELTA = Key.number(
                    "minDelta",
                    "least improvement that counts, of the accuracy (0 to 1) or, where that is equal, of the mean reward")
            .share()
            .or(0.0);

    static final Key<EarlyStop> EARLY_STOP = SectionType.optional(new Section<>(
            "earlyStop",
            "ends the run in good order when validation improves no more; off by default",
            List.of(PATIENCE, MIN_DELTA),
            values -> new EarlyStop(values.get(PATIENCE), values.get(MIN_DELTA))));

    static final Key<Boolean> KEEP_BEST = Key.flag(
                    "keepBest",
                    "whether the policy that is best on validation is tested and exported, rather than the last; needs evalInterval")
            .or(true);

    static final Key<Integer> BOOTSTRAP_RESAMPLES = Key.integer(
                    "bootstrapResamples", "resamples of the interval of the gain")
            .atLeast(100)
            .or(10_000);

    static final Section<EvaluateSettings> SECTION = new Section<>(
            "evaluate",
            "when and how base and tuned are compared",
            List.of(
                    EVAL_INTERVAL,
                    VALIDATION_PROMPTS,
                    TEST_PROMPTS,
                    TEMPERATURE,
                    EARLY_STOP,
                    KEEP_BEST,
                    BOOTSTRAP_RESAMPLES),
            List.of(new Conflict(
                    EARLY_STOP,
                    Set.of(EVAL_INTERVAL, EARLY_STOP),
                    values -> values.get(EVAL_INTERVAL) == 0,
                    values ->
                            "never stops anything, since evalInterval is 0. Set evalInterval, such as 5, or leave it out",
                    Key.Severity.ERROR)),
            values -> new EvaluateSettings(
                    values.get(EVAL_INTERVAL),
                    values.get(VALIDATION_PROMPTS),
                    values.findInt(TEST_PROMPTS),
                    values.get(TEMPERATURE),
                    values.find(EARLY_STOP),
                    values.get(KEEP_BEST),
                    values.get(BOOTSTRAP_RESAMPLES)));

    private EvaluateKeys() {}
}
