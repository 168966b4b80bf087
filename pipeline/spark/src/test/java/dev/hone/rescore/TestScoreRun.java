package dev.hone.rescore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.DataException;
import dev.hone.error.StorageException;
import dev.hone.reward.RewardDefinition;
import dev.hone.schema.RescoreRow;
import dev.hone.schema.Split;
import dev.hone.score.ScoreRollouts;
import dev.hone.settings.ScoreSettings;
import dev.hone.table.OptimisticCommit;
import dev.hone.table.Warehouse;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestScoreRun extends SparkTest {

    private Warehouse warehouse;

    @BeforeEach
    void newWarehouse() {
        warehouse = LoggedRun.warehouse(spark(), folder);
        LoggedRun.prompts(warehouse, 2, 1);
        LoggedRun.step(warehouse, 1, "p0", "yes", "NO");
        LoggedRun.step(warehouse, 2, "p1", "YES", "yes", "NO");
        warehouse
                .evaluations()
                .append(
                        warehouse.evaluations().nextCommit(LoggedRun.ID, 0, Split.TEST),
                        List.of(LoggedRun.evaluation(0, "p2", "no", 0)));
    }

    @Test
    void whatIsScoredAlreadyIsNotScoredTwice() {
        ScoreRollouts reward = reward("normalized_match");
        OptimisticCommit ofAKilledDriver =
                warehouse.rescores().nextCommit(LoggedRun.ID, reward.grader(), Split.TRAIN, 2);
        assertThat(score(reward, StepRange.of("2"))).isEqualTo(new ScoreRun.Result(3, 0, 1, 0));
        assertThat(score(reward, StepRange.ALL)).isEqualTo(new ScoreRun.Result(3, 0, 2, 1));
        assertThat(score(reward, StepRange.ALL)).isEqualTo(new ScoreRun.Result(0, 0, 0, 3));
        assertThat(warehouse.rescores().read().count()).isEqualTo(6);
        assertThat(warehouse.rescores().of(LoggedRun.ID, reward.grader(), Split.TRAIN, 2))
                .extracting(row -> row.promptId() + " " + row.sample() + " "
                        + row.result().reward().orElseThrow())
                .containsExactly("p1 0 1.0", "p1 1 1.0", "p1 2 0.0");
        assertThat(warehouse.rescores().of(LoggedRun.ID, reward.grader(), Split.TEST, 0))
                .hasSize(1);

        List<RescoreRow> late = warehouse.rescores().of(LoggedRun.ID, reward.grader(), Split.TRAIN, 2);
        assertThatThrownBy(() -> warehouse.rescores().append(ofAKilledDriver, late))
                .as("it was not dead")
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("another driver committed");
        assertThat(warehouse.rescores().read().count()).isEqualTo(6);
    }

    @Test
    void rewardsStandSideBySideAndApartFromTheOneThatTrained() {
        ScoreRollouts strict = reward("normalized_match");
        ScoreRollouts near = reward("text_similarity");
        score(strict, StepRange.ALL);
        score(near, StepRange.ALL);
        assertThat(warehouse.rescores().graders(LoggedRun.ID))
                .containsExactlyInAnyOrder(strict.grader(), near.grader());
        assertThat(warehouse.scores().read().count()).isEqualTo(5);
        warehouse.registerViews("rescore_curve"::equals);
        List<Row> curve = spark().table("rescore_curve")
                .where("split = 'train' and step = 2")
                .select("grader", "completions", "compared", "trained_mean_reward", "mean_reward")
                .orderBy("grader")
                .collectAsList();
        assertThat(curve.get(0).mkString(" "))
                .isEqualTo(strict.grader() + " 3 3 0.6666666666666666 0.6666666666666666");
        assertThat(curve).hasSize(2);
    }

    @Test
    void aStepWithTooManyErrorsIsNotStored() {
        ScoreRollouts numbers = reward("numeric_match");
        assertThatThrownBy(() -> score(numbers, StepRange.ALL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2 of 2 completions have no reward");
        assertThat(warehouse.rescores().read().count()).isZero();
        assertThatThrownBy(() -> score(numbers, StepRange.of("7-9")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has no logged rollouts");
    }

    private ScoreRun.Result score(ScoreRollouts reward, StepRange range) {
        return new ScoreRun(warehouse, LoggedRun.ID, warehouse.prompts().version(), "d", doing -> {})
                .execute(reward, range);
    }

    private static ScoreRollouts reward(String kind) {
        return new ScoreRollouts(spark(), new RewardDefinition(kind, Map.of()), new ScoreSettings(0.1, 60));
    }
}
