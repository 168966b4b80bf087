package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.compare.Comparison;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.policy.reasoning.ReasoningState;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The views over a warehouse of one run with two steps: a group all right, one all wrong, one that differs. */
class TestShippedViews extends SparkTest {

    private static final Instant NOW = Instant.parse("2026-03-07T14:05:09.123456Z");

    private Warehouse warehouse;

    @BeforeEach
    void newWarehouse() {
        warehouse = new Warehouse(spark(), folder.toString());
        warehouse.createTables();
    }

    @Test
    void allOfThemAnswerOnEmptyTables() {
        warehouse.registerViews();

        for (ShippedView view : ShippedView.values()) {
            assertThat(spark().table(view.viewName()).collectAsList())
                    .as(view.viewName())
                    .isEmpty();
        }
    }

    @Test
    void theWorstRolloutsAreTenOfEachStepWithPromptAndReference() {
        warehouse
                .prompts()
                .append(spark().createDataFrame(
                                List.of(prompt("p", "old", NOW.minusSeconds(9)), prompt("p", "yes", NOW)),
                                new RowCodec<>(PromptColumns.TABLE).schema()));
        for (int step = 1; step <= 2; step++) {
            List<RolloutRow> rollouts = new ArrayList<>();
            List<ScoreRow> scores = new ArrayList<>();
            for (int sample = 0; sample < 60; sample++) {
                rollouts.add(rollout(step, "p", sample, "answer " + sample));
                scores.add(score(step, "p", sample, OptionalDouble.of(sample / 10 + step), 1));
            }
            warehouse.rollouts().append(warehouse.rollouts().nextCommit("r"), rollouts);
            warehouse.scores().append(warehouse.scores().nextCommit("r"), scores);
        }

        assertThat(query("SELECT count(*), max(reward) FROM worst_rollouts GROUP BY step ORDER BY step"))
                .containsExactly("[10,1.0]", "[10,2.0]");
        assertThat(
                        query(
                                "SELECT prompt, reference_answer, answer, completion FROM worst_rollouts WHERE step = 2 LIMIT 1"))
                .containsExactly("[messages of p,\"yes\",answer 0,<think>Is it?</think>answer 0]");
    }

    @Test
    void groupsWithoutSignalAreAllRightOrAllWrong() {
        warehouse
                .prompts()
                .append(spark().createDataFrame(
                                List.of(prompt("right", "yes", NOW), prompt("wrong", "no", NOW)),
                                new RowCodec<>(PromptColumns.TABLE).schema()));
        List<String> right = List.of("yes", "yes", "yes.");
        List<String> wrong = List.of("yes", "perhaps", "perhaps");
        warehouse
                .rollouts()
                .append(
                        warehouse.rollouts().nextCommit("r"),
                        rollouts(Map.of("right", right, "wrong", wrong, "mixed", List.of("no", "yes"))));
        warehouse
                .scores()
                .append(
                        warehouse.scores().nextCommit("r"),
                        List.of(
                                score(1, "right", 0, OptionalDouble.of(1), 0),
                                score(1, "right", 1, OptionalDouble.of(1), 0),
                                score(1, "right", 2, OptionalDouble.of(1), 0),
                                score(1, "wrong", 0, OptionalDouble.of(0), 0),
                                score(1, "wrong", 1, OptionalDouble.of(0), 0),
                                score(1, "wrong", 2, OptionalDouble.empty(), 0),
                                score(1, "mixed", 0, OptionalDouble.of(0), -1),
                                score(1, "mixed", 1, OptionalDouble.of(1), 1)));

        assertThat(
                        query(
                                "SELECT run_id, step, prompt_id, verdict, mean_reward, completions, without_reward, commonest_answer,"
                                        + " distinct_answers, prompt, reference_answer FROM groups_without_signal ORDER BY prompt_id"))
                .containsExactly(
                        "[r,1,right,all right,1.0,3,0,yes,2,messages of right,\"yes\"]",
                        "[r,1,wrong,all wrong,0.0,3,1,perhaps,2,messages of wrong,\"no\"]");
    }

    @Test
    void answersAreCountedByStepAndSplit() {
        warehouse
                .rollouts()
                .append(
                        warehouse.rollouts().nextCommit("r"),
                        rollouts(Map.of("p", List.of("yes", " yes", "no", "yes"))));
        warehouse
                .scores()
                .append(
                        warehouse.scores().nextCommit("r"),
                        List.of(
                                score(1, "p", 0, OptionalDouble.of(1), 1),
                                score(1, "p", 1, OptionalDouble.of(1), 1),
                                score(1, "p", 2, OptionalDouble.of(0), 1),
                                score(1, "p", 3, OptionalDouble.empty(), 0)));
        evaluations(0, List.of(Optional.of(true), Optional.of(false)));

        assertThat(query(
                        "SELECT split, step, answer, answers, share, accuracy, mean_reward, without_reward FROM answers_by_share"
                                + " ORDER BY split, answer"))
                .containsExactly(
                        "[test,0,yes,2,1.0,0.5,0.5,0]",
                        "[train,1,no,1,0.25,0.0,0.0,0]",
                        "[train,1,yes,3,0.75,1.0,1.0,1]");
    }

    @Test
    void baseAndTunedAreComparedInPairsOfWhichBothAreKnown() {
        warehouse
                .prompts()
                .append(spark().createDataFrame(
                                List.of(
                                        prompt("p0", "yes", NOW),
                                        prompt("p1", "yes", NOW),
                                        prompt("p2", "no", NOW),
                                        prompt("p3", "no", NOW)),
                                new RowCodec<>(PromptColumns.TABLE).schema()));
        evaluations(0, List.of(Optional.of(true), Optional.of(false), Optional.of(false), Optional.of(true)));
        evaluations(2, List.of(Optional.of(true), Optional.of(true), Optional.of(false), Optional.empty()));

        assertThat(
                        query(
                                "SELECT prompts, round(base_accuracy, 3), round(tuned_accuracy, 3), round(base_mean_reward, 3),"
                                        + " round(tuned_mean_reward, 3), without_outcome, without_reward FROM base_vs_tuned WHERE step = 2"))
                .containsExactly("[4,0.333,0.667,0.333,0.667,1,1]");
        assertThat(query("SELECT reference_answer, prompts, base_accuracy, tuned_accuracy, gain, without_reward FROM"
                        + " accuracy_by_reference ORDER BY reference_answer DESC"))
                .containsExactly("[\"yes\",2,0.5,1.0,0.5,0]", "[\"no\",2,0.0,0.0,0.0,1]");
    }

    @Test
    void anAnswerThatHasARewardButNoOutcomeIsNotRightInTheViewsAsInComparisons() {
        List<EvaluationRow> base = List.of(
                evaluation(0, "p0", Optional.of(true), OptionalDouble.of(1)),
                evaluation(0, "p1", Optional.empty(), OptionalDouble.of(0.7)));
        List<EvaluationRow> tuned = List.of(
                evaluation(2, "p0", Optional.of(true), OptionalDouble.of(1)),
                evaluation(2, "p1", Optional.of(true), OptionalDouble.of(1)));
        warehouse.evaluations().append(warehouse.evaluations().nextCommit("r", 0, Split.TEST), base);
        warehouse.evaluations().append(warehouse.evaluations().nextCommit("r", 2, Split.TEST), tuned);

        Comparison comparison = Comparison.of(base, tuned, List.of(), new PairedBootstrap(1, 100))
                .get(0);
        assertThat(comparison.accuracy().base().mean()).isEqualTo(0.5);
        assertThat(comparison.accuracy().tuned().mean()).isEqualTo(1);
        assertThat(query("SELECT base_accuracy, tuned_accuracy, without_outcome, without_reward FROM base_vs_tuned"))
                .containsExactly("[0.5,1.0,1,0]");
        assertThat(query("SELECT base_accuracy, tuned_accuracy, without_reward FROM accuracy_by_reference"))
                .containsExactly("[0.5,1.0,0]");
        assertThat(query("SELECT accuracy FROM answers_by_share WHERE step = 0"))
                .containsExactly("[0.5]");
    }

    @Test
    void theComponentsOfAPartFollowIt() {
        ScoreRow plain = score(1, "p", 0, OptionalDouble.of(0.3), 1);
        warehouse
                .scores()
                .append(
                        warehouse.scores().nextCommit("r"),
                        List.of(
                                components(
                                        plain,
                                        Map.of("exact", 0.3),
                                        Map.of("exact.format", 0.3, "exact.number", 0.0, "cost", 9.0)),
                                components(
                                        plain,
                                        Map.of("exact", 1.0),
                                        Map.of("exact.format", 0.0, "exact.number", 1.0))));

        assertThat(
                        query(
                                "SELECT component, mean_value, max_value, share_not_zero FROM reward_components ORDER BY component"))
                .containsExactly("[exact,0.65,1.0,1.0]", "[exact.format,0.15,0.3,0.5]", "[exact.number,0.5,1.0,0.5]");
    }

    private List<String> query(String sql) {
        warehouse.registerViews();
        return spark().sql(sql).collectAsList().stream().map(Row::toString).toList();
    }

    private void evaluations(int step, List<Optional<Boolean>> outcomes) {
        warehouse
                .evaluations()
                .append(
                        warehouse.evaluations().nextCommit("r", step, Split.TEST),
                        IntStream.range(0, outcomes.size())
                                .mapToObj(i -> evaluation(step, "p" + i, outcomes.get(i)))
                                .toList());
    }

    private static List<RolloutRow> rollouts(Map<String, List<String>> answers) {
        List<RolloutRow> rows = new ArrayList<>();
        answers.forEach((promptId, texts) -> {
            for (int sample = 0; sample < texts.size(); sample++) {
                rows.add(rollout(1, promptId, sample, texts.get(sample)));
            }
        });
        return rows;
    }

    private static Row prompt(String id, String reference, Instant ingested) {
        return RowFactory.create(
                id, "d", "train", "messages of " + id, null, '"' + reference + '"', null, null, 3, "test:1", ingested);
    }

    private static RolloutRow rollout(int step, String promptId, int sample, String answer) {
        return new RolloutRow(
                "r",
                step,
                promptId,
                sample,
                0,
                "sha",
                42L,
                "<think>Is it?</think>" + answer,
                List.of(5),
                List.of(-0.5f),
                new CompletionParts(answer, "Is it?", ReasoningState.CLOSED, 1),
                List.of(),
                "end_of_sequence",
                7,
                0,
                12,
                "h",
                "a processor",
                NOW);
    }

    private static ScoreRow score(int step, String promptId, int sample, OptionalDouble reward, double advantage) {
        return new ScoreRow(
                "r",
                step,
                promptId,
                sample,
                reward.isPresent() ? Optional.of(reward.getAsDouble() >= 1) : Optional.empty(),
                reward,
                reward,
                Map.of(),
                Map.of(),
                "",
                reward.isPresent() ? Optional.empty() : Optional.of("no judge"),
                "g",
                1,
                OptionalLong.empty(),
                OptionalLong.empty(),
                advantage,
                advantage == 0 ? 0 : 1,
                NOW);
    }

    private static ScoreRow components(ScoreRow row, Map<String, Double> components, Map<String, Double> metrics) {
        return new ScoreRow(
                row.runId(),
                row.step(),
                row.promptId(),
                row.sample(),
                row.outcome(),
                row.reward(),
                row.shapedReward(),
                components,
                metrics,
                "",
                row.error(),
                "g",
                1,
                OptionalLong.empty(),
                OptionalLong.empty(),
                1,
                1,
                NOW);
    }

    private static EvaluationRow evaluation(int step, String promptId, Optional<Boolean> outcome) {
        OptionalDouble reward = outcome.isPresent() ? OptionalDouble.of(outcome.get() ? 1 : 0) : OptionalDouble.empty();
        return evaluation(step, promptId, outcome, reward);
    }

    private static EvaluationRow evaluation(
            int step, String promptId, Optional<Boolean> outcome, OptionalDouble reward) {
        return new EvaluationRow(
                "r",
                step,
                "d",
                Split.TEST,
                promptId,
                0,
                "sha",
                "yes",
                1,
                CompletionParts.answerOnly("yes"),
                "end_of_sequence",
                outcome,
                reward,
                reward.isPresent() ? Optional.empty() : Optional.of("no judge"),
                "exact_match",
                NOW);
    }
}
