package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.ConfigException;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.policy.reasoning.ReasoningState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class TestWarehouse extends SparkTest {

    private static final Instant NOW = Instant.parse("2026-03-07T14:05:09.123456Z");

    @Test
    void rowsComeBackAsTheyWereWritten() {
        Warehouse warehouse = newWarehouse();
        RolloutRow rollout = rollout();
        warehouse.rollouts().append(List.of(rollout));
        assertThat(warehouse.rollouts().ofStep("r", 1)).containsExactly(rollout);
        assertThat(warehouse.rollouts().ofStep("r", 2)).isEmpty();

        ScoreRow unscored = score(OptionalDouble.empty(), Optional.of("RuntimeException: no"));
        warehouse.scores().append(List.of(unscored));
        assertThat(warehouse.scores().ofStep("r", 1)).containsExactly(unscored);

        RunRow run = run("r");
        warehouse.runs().create(run);
        assertThat(warehouse.runs().find("r")).contains(run);
        warehouse.runs().changeState("r", RunState.COMPLETED, "all steps done");
        assertThat(warehouse.runs().find("r")).map(RunRow::state).contains(RunState.COMPLETED);
    }

    @Test
    void runsOfAnEarlierVersionAreKeptWhenTheTableGetsANewColumn() {
        Warehouse warehouse = newWarehouse();
        String path = warehouse.runs().path();
        warehouse.runs().create(run("old"));
        Dataset<Row> old = spark().read().format("delta").load(path).drop("base_model");
        List<Row> rows = old.collectAsList();
        spark().createDataFrame(rows, old.schema())
                .write()
                .format("delta")
                .mode("overwrite")
                .option("overwriteSchema", "true")
                .save(path);
        assertThat(warehouse.runs().find("old")).map(RunRow::baseModel).contains("");
        warehouse.runs().create(run("new"));
        assertThat(warehouse.runs().find("new")).contains(run("new"));
        assertThat(warehouse.runs().find("old")).map(RunRow::baseModel).contains("");
    }

    @Test
    void everyColumnHasACommentAndConstraintsHold() {
        Warehouse warehouse = newWarehouse();
        for (HoneTable table : warehouse.tables()) {
            for (StructField field : table.read().schema().fields()) {
                assertThat(field.getComment().isDefined())
                        .as(table.definition().name() + "." + field.name())
                        .isTrue();
            }
        }
        ScoreRow neither = score(OptionalDouble.empty(), Optional.empty());
        assertThatThrownBy(() -> warehouse.scores().append(List.of(neither))).hasMessageContaining("reward_or_error");
    }

    @Test
    void aSecondDriverCannotCompleteAStepAgain() {
        Warehouse warehouse = newWarehouse();
        warehouse.steps().complete(List.of(step(NOW)));
        assertThatThrownBy(() -> warehouse.steps().complete(List.of(step(NOW.plusSeconds(1)))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("another driver completed it");
        assertThat(warehouse.steps().ofRun("r")).containsExactly(step(NOW));
    }

    @Test
    void theShippedViewsAnswer() {
        Warehouse warehouse = newWarehouse();
        warehouse.rollouts().append(List.of(rollout()));
        warehouse.scores().append(List.of(score(OptionalDouble.of(0.5), Optional.empty())));
        warehouse.registerViews();
        for (ShippedView view : ShippedView.values()) {
            List<Row> rows = spark().table(view.viewName()).collectAsList();
            assertThat(rows).as(view.viewName()).isNotNull();
        }
        assertThat(spark().sql("SELECT completion FROM worst_rollouts").collectAsList())
                .singleElement()
                .extracting(row -> row.getString(0))
                .isEqualTo("yes");
    }

    private Warehouse newWarehouse() {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        warehouse.createTables();
        return warehouse;
    }

    private static RunRow run(String id) {
        Map<String, String> identity = Map.of("cpu", "x");
        return new RunRow(
                id,
                "train",
                RunState.RUNNING,
                "started",
                "run: r",
                "ab",
                identity,
                3,
                NOW,
                NOW,
                "A model; licence MIT");
    }

    private static RolloutRow rollout() {
        return new RolloutRow(
                "r",
                1,
                "p",
                0,
                0,
                "sha",
                42L,
                "yes",
                List.of(5, 6),
                List.of(-0.5f, -1f),
                new CompletionParts("yes", "Is it?", ReasoningState.CLOSED, 1),
                List.of(0),
                "end_of_sequence",
                7,
                0,
                12,
                "h",
                NOW);
    }

    private static ScoreRow score(OptionalDouble reward, Optional<String> error) {
        return new ScoreRow(
                "r",
                1,
                "p",
                0,
                Optional.of(false),
                reward,
                reward,
                Map.of("a", 1.0),
                Map.of(),
                "",
                error,
                "g",
                1,
                0,
                0,
                0,
                NOW);
    }

    private static StepRow step(Instant completedAt) {
        return new StepRow("r", 1, 1, "sha", new TreeMap<>(Map.of("reward", 0.5)), new TreeMap<>(), completedAt);
    }
}
