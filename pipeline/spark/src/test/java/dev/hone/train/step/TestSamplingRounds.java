package dev.hone.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.metrics.Metric;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.settings.RunLength;
import dev.hone.train.TrainPrompts;
import dev.hone.train.plan.StepPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestSamplingRounds {

    private static final StepPlan PLAN = new StepPlan(
            IntStream.range(0, 20).mapToObj(TrainPrompts::numbered).toList(),
            new RunLength(6, OptionalInt.of(1), OptionalInt.empty()),
            7);

    @Test
    void groupsWithoutSignalAreReplacedUntilTheBatchIsFull() {
        SamplingRounds rounds = new SamplingRounds(PLAN, 9);
        SampledStep sampled = run(rounds, TestSamplingRounds::isEven);
        assertThat(sampled.promptsWithSignal()).hasSize(6);
        assertThat(sampled.prompts().stream().map(PromptRow::promptId)).doesNotHaveDuplicates();
        assertThat(sampled.prompts().subList(0, 6)).isEqualTo(PLAN.batch(2));
        assertThat(batch(sampled)).hasSameElementsAs(sampled.promptsWithSignal());
        assertThat(rounds.metrics(2, sampled))
                .containsEntry("dynamic_sampling/rounds", (double) sampled.rounds())
                .containsEntry(
                        "dynamic_sampling/groups_replaced", sampled.prompts().size() - 6.0)
                .containsEntry("dynamic_sampling/groups_missing", 0.0);
    }

    @Test
    void theRoundsAreLimitedAndWhatIsMissingStaysInTheBatch() {
        SamplingRounds rounds = new SamplingRounds(PLAN, 2);
        SampledStep sampled = run(rounds, prompt -> prompt.promptId().equals("p3"));
        assertThat(sampled.rounds()).isEqualTo(2);
        assertThat(sampled.prompts()).hasSizeBetween(11, 12);
        assertThat(batch(sampled)).hasSize(6).isSorted().containsAll(sampled.promptsWithSignal());
        assertThat(rounds.metrics(2, sampled).get("dynamic_sampling/groups_missing"))
                .isEqualTo(6.0 - sampled.promptsWithSignal().size());
    }

    @Test
    void rolloutsAndScoresOfDifferentCompletionsAreRefused() {
        PromptRow prompt = PLAN.batch(2).get(0);
        assertThatThrownBy(() ->
                        SampledStep.NONE.plus(List.of(prompt), List.of(rollout(prompt)), List.of(score("another", 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("rollouts and scores of step 2 are not of the same completions");
    }

    @Test
    void noPromptIsSampledTwiceWhereAllAreUsedUp() {
        SampledStep sampled = run(new SamplingRounds(PLAN, 99), prompt -> false);
        assertThat(sampled.prompts()).hasSize(20);
        assertThat(sampled.rounds()).isEqualTo(4);
    }

    @Test
    void theNextPromptsFollowFromTheSeedAndTheScoresAlone() {
        SampledStep once = run(new SamplingRounds(PLAN, 9), TestSamplingRounds::isEven);
        assertThat(run(new SamplingRounds(PLAN, 9), TestSamplingRounds::isEven)).isEqualTo(once);
        assertThat(PLAN.spares(2)).hasSize(14).isNotEqualTo(PLAN.spares(3));
    }

    @Test
    void nothingIsReplacedWithOneRound() {
        SamplingRounds rounds = new SamplingRounds(PLAN, 1);
        SampledStep sampled = run(rounds, prompt -> false);
        assertThat(sampled.prompts()).isEqualTo(PLAN.batch(2));
        assertThat(rounds.metrics(2, sampled)).isEmpty();
    }

    @Test
    void everyMetricIsDocumented() {
        SamplingRounds rounds = new SamplingRounds(PLAN, 3);
        SortedMap<String, Double> metrics = rounds.metrics(2, run(rounds, prompt -> true));
        assertThat(metrics).hasSize(3);
        assertThat(Metric.values()).extracting(Metric::key).containsAll(metrics.keySet());
    }

    private static SampledStep run(SamplingRounds rounds, Predicate<PromptRow> hasSignal) {
        SampledStep sampled = SampledStep.NONE;
        List<PromptRow> prompts = rounds.next(2, sampled);
        while (!prompts.isEmpty()) {
            List<ScoreRow> scores = new ArrayList<>();
            prompts.forEach(prompt -> scores.add(score(prompt.promptId(), hasSignal.test(prompt) ? 1 : 0)));
            sampled = sampled.plus(
                    prompts, prompts.stream().map(TestSamplingRounds::rollout).toList(), scores);
            prompts = rounds.next(2, sampled);
        }
        return sampled;
    }

    private static List<String> batch(SampledStep sampled) {
        return sampled.batch(6).stream().map(StepGroup::promptId).toList();
    }

    private static RolloutRow rollout(PromptRow prompt) {
        return new RolloutRow(
                "run",
                2,
                prompt.promptId(),
                0,
                1,
                "sha",
                42L,
                "",
                List.of(5),
                List.of(-0.5f),
                CompletionParts.answerOnly(""),
                List.of(),
                "end_of_sequence",
                7,
                0,
                12,
                "h",
                "a processor",
                Instant.EPOCH);
    }

    private static boolean isEven(PromptRow prompt) {
        return Integer.parseInt(prompt.promptId().substring(1)) % 2 == 0;
    }

    private static ScoreRow score(String promptId, double lossWeight) {
        return new ScoreRow(
                "run",
                2,
                promptId,
                0,
                Optional.empty(),
                OptionalDouble.of(1),
                OptionalDouble.of(1),
                Map.of(),
                Map.of(),
                "",
                Optional.empty(),
                "grader",
                1,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                lossWeight,
                Instant.EPOCH);
    }
}
