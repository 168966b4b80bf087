package dev.hone.serving.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestRewardSpread {

    @Test
    void aStepHasItsQuantilesItsBarsAndTheMeansOfItsParts() {
        StepRewards step = new StepRewards(3);
        for (int i = 1; i <= 10; i++) {
            step.add(OptionalDouble.of(i), Map.of("right", i % 2.0));
        }
        step.add(OptionalDouble.empty(), Map.of());

        RewardSpread spread = RewardSpread.of(new TreeMap<>(Map.of(3, step)), 100);

        assertThat(spread.low()).isEqualTo(1);
        assertThat(spread.high()).isEqualTo(10);
        assertThat(spread.spans()).singleElement().satisfies(span -> {
            assertThat(span.p10()).isEqualTo(1);
            assertThat(span.median()).isEqualTo(5);
            assertThat(span.p90()).isEqualTo(9);
            assertThat(span.errors()).isEqualTo(1);
            assertThat(span.counts()).hasSize(20).startsWith(1, 0, 1).endsWith(1);
            assertThat(span.components()).containsEntry("right", 0.5);
        });
    }

    @Test
    void neighbouringStepsOfALongRunAreOneSpan() {
        SortedMap<Integer, StepRewards> steps = new TreeMap<>();
        for (int step = 1; step <= 250; step++) {
            steps.put(step, new StepRewards(step));
            steps.get(step).add(OptionalDouble.of(step), Map.of());
        }

        RewardSpread spread = RewardSpread.of(steps, 100);

        assertThat(spread.spans()).hasSize(84);
        assertThat(spread.spans().get(0)).satisfies(span -> {
            assertThat(span.fromStep()).isEqualTo(1);
            assertThat(span.toStep()).isEqualTo(3);
            assertThat(span.median()).isEqualTo(2);
        });
    }

    @Test
    void whereNothingIsScoredThereIsNoSpanOrAnEmptyOne() {
        assertThat(RewardSpread.of(new TreeMap<>(), 100).spans()).isEmpty();
        StepRewards failed = new StepRewards(1);
        failed.add(OptionalDouble.empty(), Map.of());
        assertThat(RewardSpread.of(new TreeMap<>(Map.of(1, failed)), 100).spans())
                .singleElement()
                .satisfies(span -> assertThat(span.median()).isNaN());
    }
}
