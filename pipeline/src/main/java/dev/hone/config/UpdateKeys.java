package dev.hone.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of the section {@code train} that say how the policy is updated. */
final class UpdateKeys {

    static final Key<Double> LEARNING_RATE = Key.serviceRange(
            Key.above(
                    Key.of("learningRate", KeyTypes.NUMBER, "step size of AdamW")
                            .or(1e-5),
                    0),
            "1e-7",
            "1e-3");

    static final Key<String> SCHEDULE_KIND = Key.of(
                    "kind", new Choice<>(schedules()), "how the step size changes after the warm-up")
            .or("constant");

    static final Key<Integer> WARMUP_STEPS = Key.atLeast(
            Key.of("warmupSteps", KeyTypes.WHOLE_NUMBER, "optimizer steps in which the step size rises from 0")
                    .or(0),
            0);

    /** The schedule alone; {@link #update} adds the rest. */
    private record Schedule(String kind, int warmupSteps) {}

    private static final Section<Schedule> SCHEDULE_SECTION = new Section<>(
            "schedule",
            "how the step size changes",
            List.of(SCHEDULE_KIND, WARMUP_STEPS),
            values -> new Schedule(values.get(SCHEDULE_KIND), values.get(WARMUP_STEPS)));

    private static final Key<Schedule> SCHEDULE = SectionType.withDefaults(SCHEDULE_SECTION);

    static final Key<Double> CLIP_LOW = clip("clipLow", "lower clipping distance of the probability ratio", 0.2)
            .where(value -> value <= 1, "must be at most 1");

    static final Key<Double> CLIP_HIGH = clip("clipHigh", "upper clipping distance of the probability ratio", 0.28);

    static final Key<Double> KL_COEFFICIENT = Key.atLeast(
            Key.of("klCoefficient", KeyTypes.NUMBER, "weight of the KL divergence from the starting policy; 0: none")
                    .or(0.0),
            0);

    static final Key<Integer> UPDATES_PER_STEP = Key.atLeast(
            Key.of("updatesPerStep", KeyTypes.WHOLE_NUMBER, "optimizer steps on the rollouts of one step")
                    .or(1),
            1);

    static final Key<Double> MAX_GRADIENT_NORM = Key.above(
            Key.of("maxGradientNorm", KeyTypes.NUMBER, "gradients are scaled down to this global norm")
                    .or(1.0),
            0);

    static final Key<Integer> MICRO_BATCH_TOKENS = Key.atLeast(
            Key.of(
                            "microBatchTokens",
                            KeyTypes.WHOLE_NUMBER,
                            "tokens of one forward pass with gradients; bounds memory")
                    .or(4096),
            1);

    static final List<Key<?>> KEYS = List.of(
            LEARNING_RATE,
            SCHEDULE,
            CLIP_LOW,
            CLIP_HIGH,
            KL_COEFFICIENT,
            UPDATES_PER_STEP,
            MAX_GRADIENT_NORM,
            MICRO_BATCH_TOKENS);

    private UpdateKeys() {}

    static UpdateSpec update(Values values) {
        Schedule schedule = values.get(SCHEDULE);
        return new UpdateSpec(
                values.get(LEARNING_RATE),
                schedule.kind(),
                schedule.warmupSteps(),
                values.get(CLIP_LOW),
                values.get(CLIP_HIGH),
                values.get(KL_COEFFICIENT),
                values.get(UPDATES_PER_STEP),
                values.get(MAX_GRADIENT_NORM),
                values.get(MICRO_BATCH_TOKENS));
    }

    private static Key<Double> clip(String name, String description, double value) {
        return Key.above(Key.of(name, KeyTypes.NUMBER, description).or(value), 0);
    }

    private static Map<String, String> schedules() {
        Map<String, String> schedules = new LinkedHashMap<>();
        List.of("constant", "linear", "cosine").forEach(kind -> schedules.put(kind, kind));
        return schedules;
    }
}
