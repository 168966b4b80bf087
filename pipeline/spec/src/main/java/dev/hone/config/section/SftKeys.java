package dev.hone.config.section;

import dev.hone.config.key.Choice;
import dev.hone.config.key.Key;
import dev.hone.config.key.KeyTypes;
import dev.hone.config.key.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code sft}. */
final class SftKeys {

    static final Key<Boolean> TARGET = Key.of(
                    "target", new Choice<>(targets()), "the answers to learn: of the references, or of the logs")
            .or(false);

    static final Key<Integer> EPOCH_COUNT = Key.atLeast(
            Key.of(
                    "epochCount",
                    KeyTypes.WHOLE_NUMBER,
                    "passes over the training prompts; where it is not written, as many as maxSteps takes, or 1"),
            1,
            100_000);

    static final Key<Integer> MAX_STEPS = Key.atLeast(
            Key.of(
                    "maxSteps",
                    KeyTypes.WHOLE_NUMBER,
                    "greatest number of steps; with epochCount, the smaller of the two counts, and the run says so"),
            1,
            10_000_000);

    static final Key<Integer> BATCH_SIZE = Key.atLeast(
            Key.of("batchSize", KeyTypes.WHOLE_NUMBER, "examples of one step").or(32), 1, 1_000_000);

    static final Key<Double> LEARNING_RATE = Key.above(
            Key.of("learningRate", KeyTypes.NUMBER, "step size of AdamW").or(1e-4), 0, 1);

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
