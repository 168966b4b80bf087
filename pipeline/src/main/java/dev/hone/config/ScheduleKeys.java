package dev.hone.config;

import dev.hone.math.optim.LearningRateSchedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code schedule} of {@code train} and {@code sft}. */
final class ScheduleKeys {

    static final Key<LearningRateSchedule.Kind> KIND = Key.of(
                    "kind", new Choice<>(kinds()), "how the step size changes after the warm-up")
            .or(LearningRateSchedule.Kind.CONSTANT);

    static final Key<Integer> WARMUP_STEPS = Key.atLeast(
            Key.of("warmupSteps", KeyTypes.WHOLE_NUMBER, "optimizer steps in which the step size rises from 0")
                    .or(0),
            0);

    static final Key<ScheduleSpec> SCHEDULE = SectionType.withDefaults(new Section<>(
            "schedule",
            "how the step size changes",
            List.of(KIND, WARMUP_STEPS),
            values -> new ScheduleSpec(values.get(KIND), values.get(WARMUP_STEPS))));

    private ScheduleKeys() {}

    private static Map<String, LearningRateSchedule.Kind> kinds() {
        Map<String, LearningRateSchedule.Kind> kinds = new LinkedHashMap<>();
        for (LearningRateSchedule.Kind kind : LearningRateSchedule.Kind.values()) {
            kinds.put(kind.word(), kind);
        }
        return kinds;
    }
}
