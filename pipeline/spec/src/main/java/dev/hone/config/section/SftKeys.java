package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.settings.RunLength;
import dev.hone.settings.SftSettings;
import dev.hone.settings.SftTarget;
import java.util.List;

/** The section {@code sft}. */
final class SftKeys {

    static final Key<SftTarget> TARGET = Key.oneOf(
                    "target",
                    SftTarget.values(),
                    SftTarget::word,
                    "the answers to learn: of the references, or of the logs")
            .or(SftTarget.REFERENCE);

    static final Key<Integer> EPOCH_COUNT = Key.integer(
                    "epochCount",
                    "passes over the training prompts; where it is not written, as many as maxSteps takes, or 1")
            .atLeast(1)
            .atMost(100_000)
            .optional();

    static final Key<Integer> MAX_STEPS = Key.integer(
                    "maxSteps",
                    "greatest number of steps; with epochCount, the smaller of the two counts, and the run says so")
            .atLeast(1)
            .atMost(10_000_000)
            .optional();

    static final Key<Integer> BATCH_SIZE = Key.integer("batchSize", "examples of one step")
            .atLeast(1)
            .atMost(1_000_000)
            .or(32);

    static final Key<Double> LEARNING_RATE =
            Key.number("learningRate", "step size of AdamW").above(0).atMost(1).or(1e-4);

    static final Section<SftSettings> SECTION = new Section<>(
            "sft",
            "supervised fine-tuning on answers, a warm start for hone sft",
            List.of(TARGET, EPOCH_COUNT, MAX_STEPS, BATCH_SIZE, LEARNING_RATE, ScheduleKeys.SCHEDULE),
            values -> new SftSettings(
                    values.get(TARGET),
                    new RunLength(values.get(BATCH_SIZE), values.findInt(EPOCH_COUNT), values.findInt(MAX_STEPS)),
                    values.get(LEARNING_RATE),
                    values.get(ScheduleKeys.SCHEDULE)));

    private SftKeys() {}
}
