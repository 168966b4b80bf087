package dev.hone.config.section;

import dev.hone.config.key.Conflict;
import dev.hone.config.key.Key;
import dev.hone.config.key.KeyTypes;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionType;
import dev.hone.settings.EarlyStop;
import java.util.List;
import java.util.Set;

/** The section {@code evaluate}. */
final class EvaluateKeys {

    static final Key<Integer> EVAL_INTERVAL = Key.serviceRange(
            Key.atLeast(
                    Key.of(
                                    "evalInterval",
                                    KeyTypes.WHOLE_NUMBER,
                                    "steps between evaluations on the validation split; 0: none")
                            .or(10),
                    0,
                    10_000_000),
            "1",
            "100");

    static final Key<Integer> VALIDATION_PROMPTS = Key.atLeast(
            Key.of("validationPrompts", KeyTypes.WHOLE_NUMBER, "greatest number of validation prompts")
                    .or(64),
            1,
            100_000_000);

    static final Key<Integer> TEST_PROMPTS = Key.atLeast(
            Key.of("testPrompts", KeyTypes.WHOLE_NUMBER, "greatest number of test prompts; all by default"),
            1,
            100_000_000);

    static final Key<Double> TEMPERATURE = Key.atLeast(
            Key.of("temperature", KeyTypes.NUMBER, "of the evaluated completions; 0 is greedy")
                    .or(0.0),
            0,
            100);

    static final Key<Integer> PATIENCE = Key.atLeast(
            Key.of(
                            "patience",
                            KeyTypes.WHOLE_NUMBER,
                            "evaluations in a row without an improvement after which the run ends")
                    .or(3),
            1,
            10_000_000);

    static final Key<Double> MIN_DELTA = Key.share(Key.of(
                    "minDelta",
                    KeyTypes.NUMBER,
                    "least improvement that counts, of the accuracy (0 to 1) or, where that is equal, of the mean reward")
            .or(0.0));

    static final Key<EarlyStop> EARLY_STOP = SectionType.optional(new Section<>(
            "earlyStop",
            "ends the run in good order when validation improves no more; off by default",
            List.of(PATIENCE, MIN_DELTA),
            values -> new EarlyStop(values.get(PATIENCE), values.get(MIN_DELTA))));

    static final Key<Boolean> KEEP_BEST = Key.of(
                    "keepBest",
                    KeyTypes.TRUTH,
                    "whether the policy that is best on validation is tested and exported, rather than the last; needs evalInterval")
            .or(true);

    static final Key<Integer> BOOTSTRAP_RESAMPLES = Key.atLeast(
            Key.of("bootstrapResamples", KeyTypes.WHOLE_NUMBER, "resamples of the interval of the gain")
                    .or(10_000),
            100);

    static final Section<EvaluateSpec> SECTION = new Section<>(
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
            values -> new EvaluateSpec(
                    values.get(EVAL_INTERVAL),
                    values.get(VALIDATION_PROMPTS),
                    values.find(TEST_PROMPTS),
                    values.get(TEMPERATURE),
                    values.find(EARLY_STOP),
                    values.get(KEEP_BEST),
                    values.get(BOOTSTRAP_RESAMPLES)));

    private EvaluateKeys() {}
}
