package dev.hone.config;

import java.util.List;

/** The section {@code evaluate}. */
final class EvaluateKeys {

    static final Key<Integer> EVAL_INTERVAL = Key.serviceRange(
            Key.atLeast(
                    Key.of(
                                    "evalInterval",
                                    KeyTypes.WHOLE_NUMBER,
                                    "steps between evaluations on the validation split; 0: none")
                            .or(10),
                    0),
            "1",
            "100");

    static final Key<Integer> VALIDATION_PROMPTS = Key.atLeast(
            Key.of("validationPrompts", KeyTypes.WHOLE_NUMBER, "greatest number of validation prompts")
                    .or(64),
            1);

    static final Key<Integer> TEST_PROMPTS = Key.atLeast(
            Key.of("testPrompts", KeyTypes.WHOLE_NUMBER, "greatest number of test prompts; all by default"), 1);

    static final Key<Double> TEMPERATURE = Key.atLeast(
            Key.of("temperature", KeyTypes.NUMBER, "of the evaluated completions; 0 is greedy")
                    .or(0.0),
            0);

    static final Key<Integer> BOOTSTRAP_RESAMPLES = Key.atLeast(
            Key.of("bootstrapResamples", KeyTypes.WHOLE_NUMBER, "resamples of the interval of the gain")
                    .or(10_000),
            100);

    static final Section<EvaluateSpec> SECTION = new Section<>(
            "evaluate",
            "when and how base and tuned are compared",
            List.of(EVAL_INTERVAL, VALIDATION_PROMPTS, TEST_PROMPTS, TEMPERATURE, BOOTSTRAP_RESAMPLES),
            values -> new EvaluateSpec(
                    values.get(EVAL_INTERVAL),
                    values.get(VALIDATION_PROMPTS),
                    values.find(TEST_PROMPTS),
                    values.get(TEMPERATURE),
                    values.get(BOOTSTRAP_RESAMPLES)));

    private EvaluateKeys() {}
}
