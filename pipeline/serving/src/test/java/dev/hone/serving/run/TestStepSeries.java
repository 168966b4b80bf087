package dev.hone.serving.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.schema.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class TestStepSeries {

    @Test
    void aShortRunHasAPointForEachStep() {
        StepSeries series = StepSeries.of(steps(3, step -> Map.of("reward", (double) step)), 2_000);

        assertThat(series.steps()).containsExactly(1, 2, 3);
        assertThat(series.metrics().get("reward")).containsExactly(1, 2, 3);
        assertThat(series.timings().get("step_seconds")).containsExactly(1.5, 1.5, 1.5);
    }

    @Test
    void ofALongRunNoPeakIsLostAndTheEndsStay() {
        StepSeries series =
                StepSeries.of(steps(10_000, step -> Map.of("reward", step == 5_555 ? 9.0 : step / 1e4)), 2_000);

        double[] rewards = series.metrics().get("reward");
        assertThat(series.steps()).hasSizeLessThanOrEqualTo(2_000).isSorted().doesNotHaveDuplicates();
        assertThat(rewards).hasSameSizeAs(series.steps().toArray());
        assertThat(Arrays.stream(rewards).max()).hasValue(9.0);
        assertThat(series.steps().get(0)).isEqualTo(1);
        assertThat(rewards[0]).isEqualTo(1e-4);
        assertThat(series.steps().get(rewards.length - 1)).isEqualTo(10_000);
        assertThat(rewards[rewards.length - 1]).isEqualTo(1.0);
    }

    @Test
    void ofALongRunFiguresOfFewStepsAllStay() {
        StepSeries series = StepSeries.of(
                steps(10_000, step -> step % 100 == 0 ? Map.of("validation/reward", (double) step) : Map.of()), 2_000);

        assertThat(Arrays.stream(series.metrics().get("validation/reward"))
                        .filter(Double::isFinite)
                        .toArray())
                .hasSize(100)
                .endsWith(10_000);
    }

    @Test
    void asManyPointsAsStepsCanBeAskedFor() {
        assertThat(StepSeries.of(steps(10_000, step -> Map.of()), 0).steps()).hasSize(10_000);
    }

    private static List<StepRow> steps(int count, IntFunction<Map<String, Double>> metrics) {
        List<StepRow> steps = new ArrayList<>();
        for (int step = 1; step <= count; step++) {
            steps.add(new StepRow(
                    "r",
                    step,
                    1,
                    "sha",
                    Optional.empty(),
                    new TreeMap<>(metrics.apply(step)),
                    new TreeMap<>(Map.of("step_seconds", 1.5)),
                    Instant.EPOCH));
        }
        return steps;
    }
}
