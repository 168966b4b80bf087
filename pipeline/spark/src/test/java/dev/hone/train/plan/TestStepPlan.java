package dev.hone.train.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.math.sampling.UniformNumbers;
import dev.hone.schema.PromptRow;
import dev.hone.settings.RunLength;
import dev.hone.train.ReadOnce;
import dev.hone.train.TrainPrompts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestStepPlan {

    private static final List<PromptRow> TEN =
            IntStream.range(0, 10).mapToObj(TrainPrompts::numbered).toList();

    @Test
    void everyEpochUsesEveryPromptOnce() {
        StepPlan plan = new StepPlan(TEN, new RunLength(4, OptionalInt.of(2), OptionalInt.empty()), 7);
        assertThat(plan.steps()).isEqualTo(6);
        List<String> firstEpoch = idsOf(plan, 1, 3);
        List<String> secondEpoch = idsOf(plan, 4, 6);
        assertThat(firstEpoch).hasSize(10).doesNotHaveDuplicates();
        assertThat(secondEpoch).containsExactlyInAnyOrderElementsOf(firstEpoch).isNotEqualTo(firstEpoch);
        assertThat(plan.epoch(3)).isEqualTo(1);
        assertThat(plan.epoch(4)).isEqualTo(2);
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherSeedAnother() {
        List<String> order =
                idsOf(new StepPlan(TEN, new RunLength(4, OptionalInt.of(1), OptionalInt.empty()), 7), 1, 3);
        assertThat(idsOf(new StepPlan(TEN, new RunLength(4, OptionalInt.of(1), OptionalInt.empty()), 7), 1, 3))
                .isEqualTo(order);
        assertThat(idsOf(new StepPlan(TEN, new RunLength(4, OptionalInt.of(1), OptionalInt.empty()), 8), 1, 3))
                .isNotEqualTo(order);
    }

    @Test
    void withoutAnEpochCountMaxStepsGoesOnIntoFurtherEpochs() {
        StepPlan plan = new StepPlan(TEN, new RunLength(4, OptionalInt.empty(), OptionalInt.of(30)), 7);
        assertThat(plan.steps()).isEqualTo(30);
        assertThat(plan.epoch(30)).isEqualTo(10);
        assertThat(plan.batch(30)).hasSize(2);
        assertThat(plan.remarkOnLength()).isEmpty();
    }

    @Test
    void theOrderOfAnEpochIsThatOfTheHashesOfSeedEpochAndPrompt() {
        StepPlan plan = new StepPlan(TEN, new RunLength(4, OptionalInt.of(2), OptionalInt.empty()), 7);
        List<String> secondEpoch = TEN.stream()
                .sorted(Comparator.comparingLong(prompt -> UniformNumbers.completionSeed(7, -2, prompt.promptId(), 0)))
                .map(PromptRow::promptId)
                .toList();
        assertThat(idsOf(plan, 4, 6)).isEqualTo(secondEpoch);
        assertThat(idsOf(plan, 1, 3)).isNotEqualTo(secondEpoch);
        assertThat(idsOf(plan, 4, 6)).isEqualTo(secondEpoch);
    }

    @Test
    void theHashOfEachPromptIsComputedOnce() {
        AtomicInteger hashed = new AtomicInteger();
        List<PromptRow> order = PromptOrder.by(TEN, prompt -> {
            hashed.incrementAndGet();
            return prompt.promptId().hashCode() % 3;
        });
        assertThat(hashed).hasValue(TEN.size());
        assertThat(order)
                .isSortedAccordingTo(Comparator.comparingInt(
                                (PromptRow prompt) -> prompt.promptId().hashCode() % 3)
                        .thenComparing(PromptRow::promptId));
    }

    @Test
    void aVersionOfThePromptsIsReadOnce() {
        AtomicInteger reads = new AtomicInteger();
        ReadOnce<String> read = new ReadOnce<>(version -> "v" + version + " read " + reads.incrementAndGet());
        assertThat(read.at(4)).isEqualTo(read.at(4)).isEqualTo("v4 read 1");
        assertThat(read.at(5)).isEqualTo("v5 read 2");
    }

    @Test
    void maxStepsEndsTheRunEarlier() {
        assertThat(new StepPlan(TEN, new RunLength(4, OptionalInt.of(9), OptionalInt.of(5)), 7).steps())
                .isEqualTo(5);
        assertThat(new StepPlan(TEN, new RunLength(64, OptionalInt.of(1), OptionalInt.of(5)), 7).batch(1))
                .hasSize(10);
    }

    private static List<String> idsOf(StepPlan plan, int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int step = from; step <= to; step++) {
            plan.batch(step).forEach(prompt -> ids.add(prompt.promptId()));
        }
        return ids;
    }
}
