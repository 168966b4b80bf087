package dev.hone.config.section;

import dev.hone.config.key.Choice;
import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code sft}. */
final class SftKeys {

    static final Key<Boolean> TARGET = Key.of(
                    "target", new Choice<>(targets()), "the answers to learn: of the references, or of the logs")
            .or(false);

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

    static final Section<SftSpec> SECTION = new Section<>(
            "sft",
            "supervised fine-tuning on answers, a warm start for hone sft",
            List.of(TARGET, EPOCH_COUNT, MAX_STEPS, BATCH_SIZE, LEARNING_RATE, ScheduleKeys.SCHEDULE),
            values -> new SftSpec(
                    values.get(TARGET),
                    values.find(EPOCH_COUNT),
                    values.find(MAX_STEPS),
                    values.get(BATCH_SIZE),
                    values.get(LEARNING_RATE),
                    values.get(ScheduleKeys.SCHEDULE)));

    private SftKeys() {}

    private static Map<String, Boolean> targets() {
        Map<String, Boolean> targets = new LinkedHashMap<>();
        targets.put("reference", false);
        targets.put("logged", true);
        return targets;
    }
}
