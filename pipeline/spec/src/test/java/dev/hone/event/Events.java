package dev.hone.event;

import dev.hone.schema.StepRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Events of a run {@code r} of ten steps. */
public final class Events {

    private Events() {}

    public static RunEvent.Started started(int completed) {
        return new RunEvent.Started("r", completed > 0, 10, 8, OptionalInt.of(4), rows(completed), Optional.empty());
    }

    public static RunEvent.Step step(int step) {
        return new RunEvent.Step(row(step), 32, 1, 8, 2.5, 60);
    }

    /** The steps from the first to this one. */
    public static List<StepRow> rows(int steps) {
        return IntStream.rangeClosed(1, steps).mapToObj(Events::row).toList();
    }

    private static StepRow row(int step) {
        Map<String, Double> metrics = Map.of(
                "reward", step / 10.0, "kl", Double.NaN, "completions/mean_length", 12.0, "frac_reward_zero_std", 0.25);
        return new StepRow(
                "r",
                step,
                1,
                "sha" + step,
                Optional.empty(),
                new TreeMap<>(metrics),
                new TreeMap<>(Map.of("step_seconds", 2.0)),
                Instant.ofEpochSecond(step));
    }
}
