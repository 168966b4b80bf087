package dev.hone.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hone.SparkTest;
import dev.hone.advantage.ComputeAdvantages;
import dev.hone.error.DataException;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.advantage.MultiRewardAdvantages;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.reward.RewardDefinition;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.Split;
import dev.hone.score.ScoreRollouts;
import dev.hone.score.ScoredCompletion;
import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.OverlongShaping;
import dev.hone.settings.ScoreSettings;
import dev.hone.table.Warehouse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestScoreStep extends SparkTest {

    private static final RewardDefinition TWO_REWARDS = new RewardDefinition(
            "weighted",
            Map.of(
                    "parts",
                    List.of(
                            Map.of("kind", "normalized_match", "weight", 2, "name", "right"),
                            Map.of("kind", "text_similarity", "measure", "cosine", "name", "near"))));

    @Test
    void partsOfARewardAndItsShapingReachTheAdvantagesAndTheTable() {
        Warehouse warehouse = newWarehouse("shaped");
        AdvantageSettings settings =
                new AdvantageSettings(AdvantageKind.GDPO, 1e-4, false, Optional.of(new OverlongShaping(10, 4, 0.5)));
        List<RolloutRow> rollouts =
                List.of(rollout(0, "big ferry", 3), rollout(1, "small ferry", 8), rollout(2, "harbour", 10));
        ScoreStep step = scoreStep(warehouse, TWO_REWARDS, settings, 0);
        List<ScoredCompletion<RolloutRow>> scored = step.score(1, List.of(prompt("big ferry")), rollouts, List.of());
        List<ScoreRow> rows = step.advantages(warehouse.scores().nextCommit("r"), "r", 1, scored);

        double[][][] rewards = {{{1, 1, 0}, {0, 0.5, -0.25}, {0, 0, -0.5}}};
        double[][] expected = MultiRewardAdvantages.gdpo(rewards, new double[] {2, 1, 1}, 1e-4);
        for (int g = 0; g < rows.size(); g++) {
            assertThat(rows.get(g).advantage()).isCloseTo(expected[0][g], within(1e-12));
        }
        warehouse.registerViews();
        List<Row> stored = spark().sql("SELECT reward, shaped_reward, components['near'] FROM scores ORDER BY sample")
                .collectAsList();
        assertThat(stored.get(1).getDouble(0)).isCloseTo(0.5, within(1e-12));
        assertThat(stored.get(1).getDouble(1)).isCloseTo(0.25, within(1e-12));
        assertThat(stored.get(1).getDouble(2)).isCloseTo(0.5, within(1e-12));
        assertThat(warehouse.scores().ofStep("r", 1)).isEqualTo(rows);
    }

    @Test
    void aFewErrorsInASmallRoundAreJudgedWithTheRoundsBeforeIt() {
        Warehouse warehouse = newWarehouse("errors");
        ScoreStep step = scoreStep(
                warehouse,
                new RewardDefinition("numeric_match", Map.of()),
                new AdvantageSettings(AdvantageKind.GRPO, GroupAdvantages.DEFAULT_EPSILON, false, Optional.empty()),
                0.3);
        List<PromptRow> right = List.of(prompt("7"));
        List<RolloutRow> two = List.of(rollout(0, "7", 1), rollout(1, "8", 1));
        List<ScoreRow> first =
                step.advantages(warehouse.scores().nextCommit("r"), "r", 1, step.score(1, right, two, List.of()));
        List<PromptRow> broken = List.of(prompt("seven"));
        List<RolloutRow> one = List.of(rollout(0, "7", 1));
        List<ScoreRow> many =
                Collections.nCopies(2, first).stream().flatMap(List::stream).toList();
        assertThat(step.score(2, broken, one, many)).hasSize(1);
        assertThatThrownBy(() -> step.score(3, broken, one, first.subList(0, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1 of 1 completions have no reward");
    }

    private Warehouse newWarehouse(String name) {
        Warehouse warehouse = new Warehouse(spark(), folder.resolve(name).toString());
        warehouse.createTables();
        return warehouse;
    }

    private static ScoreStep scoreStep(
            Warehouse warehouse, RewardDefinition reward, AdvantageSettings settings, double maxErrorShare) {
        ScoreRollouts scoreRollouts = new ScoreRollouts(
                warehouse.spark(), reward, new ScoreSettings(maxErrorShare, ScoreSettings.DEFAULT_TIMEOUT_SECONDS));
        return new ScoreStep(
                warehouse.scores(),
                () -> {},
                scoreRollouts,
                new ComputeAdvantages(settings, scoreRollouts.componentWeights()));
    }

    private static PromptRow prompt(String reference) {
        return new PromptRow(
                "p",
                "d",
                Split.TRAIN,
                "[]",
                Optional.empty(),
                Optional.of("\"" + reference + "\""),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private static RolloutRow rollout(int sample, String completion, int tokens) {
        return new RolloutRow(
                "r",
                1,
                "p",
                sample,
                0,
                "sha",
                42L,
                completion,
                Collections.nCopies(tokens, 5),
                Collections.nCopies(tokens, -0.5f),
                CompletionParts.answerOnly(completion),
                List.of(),
                "end_of_sequence",
                7,
                0,
                12,
                "h",
                "a processor",
                Instant.EPOCH);
    }
}
