package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.math.sampling.PassRateWeight;
import dev.hone.schema.PassRateRow;
import dev.hone.schema.PromptRow;
import dev.hone.settings.RunLength;
import dev.hone.train.plan.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestCurriculum {

    private static final int SAMPLES = 8;
    private static final List<PromptRow> PROMPTS =
            IntStream.range(0, 40).mapToObj(TrainPrompts::numbered).toList();

    @Test
    void promptsThatAreAlwaysOrNeverSolvedComeSeldomerButCome() {
        Map<String, Integer> visits = visits(64, prompt -> switch (number(prompt) % 4) {
            case 0 -> 0;
            case 1 -> SAMPLES;
            default -> SAMPLES / 2;
        });
        visits.forEach((prompt, count) -> {
            if (number(prompt) % 4 < 2) {
                assertThat(count).as(prompt + ", weight 1/4").isBetween(4, 7);
            } else {
                assertThat(count).as(prompt + ", weight 1").isBetween(18, 22);
            }
        });
        assertThat(visits).hasSize(40);
    }

    @Test
    void withEqualPassRatesItIsTheOrderOfShuffledEpochs() {
        StepPlan shuffled = new StepPlan(PROMPTS, new RunLength(8, OptionalInt.of(9), OptionalInt.empty()), 7);
        StepPlan plan = plan(7);
        for (int step = 1; step <= 20; step++) {
            assertThat(plan.batch(step)).isEqualTo(shuffled.batch(step));
            plan = plan.after(rates(step, plan.batch(step), prompt -> SAMPLES / 2));
        }
    }

    @Test
    void aResumedDriverAsksForTheSamePrompts() {
        StepPlan undisturbed = plan(7);
        List<PassRateRow> stored = new ArrayList<>();
        for (int step = 1; step <= 12; step++) {
            List<PassRateRow> rates = rates(step, undisturbed.batch(step), prompt -> number(prompt) % (SAMPLES + 1));
            stored.addAll(rates);
            undisturbed = undisturbed.after(rates);
        }
        StepPlan resumed = plan(7).after(stored);
        assertThat(resumed.batch(13)).isEqualTo(undisturbed.batch(13));
        assertThat(resumed.spares(13)).isEqualTo(undisturbed.spares(13));
        assertThat(plan(8).batch(1)).as("another seed").isNotEqualTo(plan(7).batch(1));
    }

    @Test
    void sparesAreTheOtherPromptsInTheOrderInWhichTheyAreDue() {
        StepPlan plan = plan(7);
        List<PromptRow> all = new ArrayList<>(plan.batch(1));
        all.addAll(plan.spares(1));
        assertThat(all).containsExactlyInAnyOrderElementsOf(PROMPTS);
    }

    @Test
    void withoutACurriculumPassRatesChangeNothing() {
        StepPlan plan = new StepPlan(PROMPTS, new RunLength(8, OptionalInt.of(9), OptionalInt.empty()), 7);
        assertThat(plan.after(rates(1, plan.batch(1), prompt -> 0))).isSameAs(plan);
    }

    private static Map<String, Integer> visits(int steps, ToLongFunction<String> solved) {
        Map<String, Integer> visits = new TreeMap<>();
        StepPlan plan = plan(7);
        for (int step = 1; step <= steps; step++) {
            List<PromptRow> batch = plan.batch(step);
            assertThat(batch).hasSize(8).doesNotHaveDuplicates();
            batch.forEach(prompt -> visits.merge(prompt.promptId(), 1, Integer::sum));
            plan = plan.after(rates(step, batch, solved));
        }
        return visits;
    }

    private static List<PassRateRow> rates(int step, List<PromptRow> batch, ToLongFunction<String> solved) {
        return batch.stream()
                .map(PromptRow::promptId)
                .map(id -> new PassRateRow(step, id, solved.applyAsLong(id), SAMPLES))
                .toList();
    }

    private static StepPlan plan(long seed) {
        return new StepPlan(
                PROMPTS,
                new RunLength(8, OptionalInt.of(9), OptionalInt.empty()),
                seed,
                Optional.of(new PassRateWeight(0.25)));
    }

    private static int number(String promptId) {
        return Integer.parseInt(promptId.substring(1));
    }
}
