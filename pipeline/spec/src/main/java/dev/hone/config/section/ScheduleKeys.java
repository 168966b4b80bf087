package dev.hone.config.section;

import dev.hone.config.key.Conflict;
import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionType;
import dev.hone.math.optim.LearningRateSchedule;
import java.util.List;
import java.util.Set;

/** The section {@code schedule} of {@code train} and {@code sft}. */
final class ScheduleKeys {

    static final Key<LearningRateSchedule.Kind> KIND = Key.oneOf(
                    "kind",
                    LearningRateSchedule.Kind.values(),
                    LearningRateSchedule.Kind::word,
                    "how the step size changes after the warm-up")
            .or(LearningRateSchedule.Kind.CONSTANT);

    static final Key<Integer> WARMUP_STEPS = Key.integer(
                    "warmupSteps",
                    "optimizer steps in which the step size rises, from 1 / warmupSteps of it to all of it")
            .atLeast(0)
            .atMost(10_000_000)
            .or(0);

    static final Key<Double> MINIMUM_SHARE = Key.number(
                    "minimumShare", "share of the step size that cosine falls to at the end of the run")
            .share()
            .or(0.0);

    static final Key<LearningRateSchedule> SCHEDULE = SectionType.withDefaults(new Section<>(
            "schedule",
            "how the step size changes",
            List.of(KIND, WARMUP_STEPS, MINIMUM_SHARE),
            List.of(new Conflict(
                    MINIMUM_SHARE,
                    Set.of(KIND, MINIMUM_SHARE),
                    values -> values.get(MINIMUM_SHARE) > 0 && values.get(KIND) != LearningRateSchedule.Kind.COSINE,
                    values -> "only cosine falls to a share, not "
                            + values.get(KIND).word() + ". Set kind to cosine, or leave it out",
                    Key.Severity.ERROR)),
            values -> new LearningRateSchedule(values.get(KIND), values.get(WARMUP_STEPS), values.get(MINIMUM_SHARE))));

    private ScheduleKeys() {}
}
