package dev.hone.rescore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.advantage.ComputeAdvantages;
import dev.hone.error.DataException;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.reward.RewardDefinition;
import dev.hone.score.ScoreRollouts;
import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.ScoreSettings;
import dev.hone.table.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestBacktestRun extends SparkTest {

    @Test
    void aRewardForCapitalsIsComparedWithOneForTheAnswer() {
        Warehouse warehouse = LoggedRun.warehouse(spark(), folder);
        LoggedRun.prompts(warehouse, 2, 1);
        LoggedRun.step(warehouse, 1, "p0", "yes", "NO");
        LoggedRun.step(warehouse, 2, "p1", "YES", "yes", "NO");
        warehouse.rescores().createIfAbsent();
        ScoreRollouts reward = new ScoreRollouts(
                spark(), new RewardDefinition("normalized_match", Map.of()), new ScoreSettings(0.1, 60));
        ComputeAdvantages advantages =
                new ComputeAdvantages(new AdvantageSettings(AdvantageKind.DR_GRPO, 1e-4, false, Optional.empty()));
        BacktestRun backtest = new BacktestRun(warehouse, LoggedRun.ID, reward.grader());
        assertThatThrownBy(() -> backtest.execute(advantages, StepRange.ALL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has scored no rollouts");

        new ScoreRun(warehouse, LoggedRun.ID, warehouse.prompts().version(), "d", doing -> {})
                .execute(reward, StepRange.ALL);
        BacktestResult result = backtest.execute(advantages, StepRange.ALL);
        assertThat(result.fields().at("/groups/another_is_best").asInt()).isEqualTo(1);
        assertThat(result.fields().at("/furthest_apart/0/trained_reward").asDouble(-1))
                .isEqualTo(0);
        assertThat(result.fields().at("/advantages/opposite").asInt()).isEqualTo(4);
        List<String> lines = result.lines();
        assertThat(lines)
                .contains(
                        "Best answer   another one is best in 1 of the 2 groups in which both rewards differ (50.0 %)",
                        "Tokens        of 13 sampled, 13 are of groups with a signal (100.0 %), and would be 13 (100.0 %)",
                        "  step 1, prompt p0, sample 0: trained 0.000 (above 20 %), other 1.000 (above 70 %)",
                        "      answer     yes");
        assertThat(lines.get(6)).contains("of 5 completions that were trained on 4 would be pushed the other way");

        List<Row> groups = spark().sql("SELECT prompt_id, trained_signal, signal, best_changes, trained_best_sample,"
                        + " best_sample FROM (" + view("backtest_groups", warehouse) + ") ORDER BY prompt_id")
                .collectAsList();
        assertThat(groups.stream().map(row -> row.mkString(" ")))
                .containsExactly("p0 true true true 1 0", "p1 true true false 0 0");
    }

    private static String view(String name, Warehouse warehouse) {
        warehouse.registerViews(name::equals);
        return "SELECT * FROM " + name;
    }
}
