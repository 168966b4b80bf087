package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.HoneException;
import dev.hone.error.StorageException;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.policy.reasoning.ReasoningState;
import dev.hone.schema.CheckpointRow;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.IngestedFileRow;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.PassRateRow;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.serving.table.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TestWarehouse extends SparkTest {

    private static final Instant NOW = Instant.parse("2026-03-07T14:05:09.123456Z");

    @Test
    void rowsComeBackAsTheyWereWritten() {
        Warehouse warehouse = newWarehouse();
        RolloutRow rollout = rollout();
        warehouse.rollouts().append(warehouse.rollouts().nextCommit("r"), List.of(rollout));
        assertThat(warehouse.rollouts().ofStep("r", 1)).containsExactly(rollout);
        assertThat(warehouse.rollouts().ofStep("r", 2)).isEmpty();

        ScoreRow unscored = score(OptionalDouble.empty(), Optional.of("RuntimeException: no"));
        warehouse.scores().append(warehouse.scores().nextCommit("r"), List.of(unscored));
        assertThat(warehouse.scores().ofStep("r", 1)).containsExactly(unscored);

        RunRow run = run("r");
        warehouse.runs().create(warehouse.runs().nextCommit("r"), run);
        assertThat(warehouse.runs().find("r")).contains(run);
        warehouse.runs().changeState("r", RunState.COMPLETED, "all steps done");
        assertThat(warehouse.runs().find("r")).map(RunRow::state).contains(RunState.COMPLETED);

        TableReader withoutSpark =
                WarehouseFiles.open(warehouse.path(), Map.of()).tables();
        Where<RolloutRow> ofRun = Where.<RolloutRow>all().and(RolloutRow.RUN_ID, "r");
        assertThat(withoutSpark.rows(RolloutRow.TABLE, ofRun.and(RolloutRow.STEP, 1)))
                .containsExactly(rollout);
        assertThat(withoutSpark.rows(RolloutRow.TABLE, ofRun.and(RolloutRow.STEP, 2)))
                .isEmpty();
        assertThat(withoutSpark.rows(ScoreRow.TABLE, Where.all())).containsExactly(unscored);
        assertThat(withoutSpark.rows(RunRow.TABLE, Where.all()))
                .containsExactly(warehouse.runs().find("r").orElseThrow());
        assertThat(withoutSpark.rows(StepRow.TABLE, Where.all())).isEmpty();
    }

    @Test
    void runsOfAnEarlierVersionAreKeptWhenTheTableGetsANewColumn() {
        Warehouse warehouse = newWarehouse();
        warehouse.runs().create(warehouse.runs().nextCommit("r"), run("old"));
        withoutColumns(warehouse.runs(), "base_model");
        assertThat(warehouse.runs().find("old")).map(RunRow::baseModel).contains("");
        warehouse.runs().create(warehouse.runs().nextCommit("r"), run("new"));
        assertThat(warehouse.runs().find("new")).contains(run("new"));
        assertThat(warehouse.runs().find("old")).map(RunRow::baseModel).contains("");
    }

    @Test
    void completionsAndScoresOfAnEarlierVersionAreReadAndStandBesideNewOnes() {
        Warehouse warehouse = newWarehouse();
        RolloutRow rollout = rollout();
        warehouse.rollouts().append(warehouse.rollouts().nextCommit("r"), List.of(rollout));
        withoutColumns(
                warehouse.rollouts(), "answer", "reasoning", "reasoning_state", "reasoning_tokens", "forced_tokens");
        assertThat(warehouse.rollouts().ofStep("r", 1)).singleElement().satisfies(old -> {
            assertThat(old.parts()).isEqualTo(CompletionParts.answerOnly(rollout.completion()));
            assertThat(old.forcedTokens()).isEmpty();
            assertThat(old.host()).isEqualTo(rollout.host());
        });
        warehouse.rollouts().append(warehouse.rollouts().nextCommit("r"), List.of(rollout));
        assertThat(warehouse.rollouts().ofStep("r", 1)).hasSize(2).contains(rollout);

        ScoreRow score = score(OptionalDouble.of(0.5), Optional.empty());
        warehouse.scores().append(warehouse.scores().nextCommit("r"), List.of(score));
        withoutColumns(warehouse.scores(), "shaped_reward", "latency_millis");
        assertThat(warehouse.scores().ofStep("r", 1)).containsExactly(score);
        warehouse.scores().append(warehouse.scores().nextCommit("r"), List.of(score));
        assertThat(warehouse.scores().ofStep("r", 1)).containsExactly(score, score);
    }

    @Test
    void aTableThatAnotherDriverIsCreatingIsWaitedFor() throws Exception {
        Warehouse others = newWarehouse();
        HoneTable<?> ours = new Warehouse(spark(), folder.resolve("ours").toString()).steps();
        Path place = Files.createDirectories(Path.of(ours.path()));
        Files.writeString(place.resolve("part"), "written before the first commit can be seen");
        CompletableFuture<Void> creation = CompletableFuture.runAsync(
                () -> copyLog(Path.of(others.steps().path()), place),
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        ours.createIfAbsent();
        creation.join();
        assertThat(ours.read().count()).isZero();
    }

    @Test
    void filesInThePlaceOfATableAreLeftAlone() throws Exception {
        HoneTable<?> table = new Warehouse(spark(), folder.toString()).steps();
        Path place = Files.createDirectories(Path.of(table.path()));
        Files.writeString(place.resolve("thesis.txt"), "…");
        assertThatThrownBy(table::createIfAbsent)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Cannot create the table " + table.path())
                .hasMessageContaining("Move away what is there, or name another warehouse.");
        assertThat(place.resolve("thesis.txt")).hasContent("…");
    }

    @Test
    void aTurnHasTheRowsFromWhenItWasTakenAndCountsWhatItAppends() {
        IngestedFilesTable table = newWarehouse().ingestedFiles();
        OptimisticCommit first = table.nextCommit("ours");
        assertThat(first.rows().count()).isZero();
        assertThat(first.append(table.rows(List.of(file("a"), file("b"))))).isEqualTo(2);
        assertThat(first.rows().count()).isZero();

        OptimisticCommit second = table.nextCommit("ours");
        Dataset<Row> known = second.rows();
        table.nextCommit("theirs").append(table.rows(List.of(file("c"))));
        assertThat(IngestedFilesTable.ofDataset(known, "logs"))
                .extracting(IngestedFileRow::path)
                .containsExactlyInAnyOrder("a", "b");
        assertThat(second.append(table.rows(List.of()))).isZero();
        assertThatThrownBy(() -> second.append(table.rows(List.of(file("d")))))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("another driver committed for ours");
        assertThat(table.read().count()).isEqualTo(3);
    }

    private static IngestedFileRow file(String path) {
        return new IngestedFileRow("logs", path, "v1", 1, "settings", 1, NOW);
    }

    private static void copyLog(Path from, Path to) {
        try {
            Path log = Files.createDirectories(to.resolve("_delta_log"));
            String first = "00000000000000000000.json";
            Files.copy(from.resolve("_delta_log").resolve(first), log.resolve(first));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a table as a version of Hone that did not know these columns had written it. */
    private static void withoutColumns(HoneTable<?> table, String... columns) {
        Dataset<Row> old = spark().read().format("delta").load(table.path()).drop(columns);
        List<Row> rows = old.collectAsList();
        spark().createDataFrame(rows, old.schema())
                .write()
                .format("delta")
                .mode("overwrite")
                .option("overwriteSchema", "true")
                .save(table.path());
    }

    @Test
    void everyColumnHasACommentAndConstraintsHold() {
        Warehouse warehouse = newWarehouse();
        for (HoneTable<?> table : warehouse.tables()) {
            for (StructField field : table.read().schema().fields()) {
                assertThat(field.getComment().isDefined())
                        .as(table.definition().name() + "." + field.name())
                        .isTrue();
            }
        }
        ScoreRow neither = score(OptionalDouble.empty(), Optional.empty());
        assertThatThrownBy(() -> warehouse.scores().append(warehouse.scores().nextCommit("r"), List.of(neither)))
                .hasMessageContaining("reward_or_error");
    }

    @Test
    void aSecondDriverCreatesNoRunAndAddsNoEvaluationOrStep() {
        Warehouse warehouse = newWarehouse();
        OptimisticCommit run = warehouse.runs().nextCommit("r");
        OptimisticCommit evaluation = warehouse.evaluations().nextCommit("r", 1, Split.TEST);
        for (int driver = 0; driver < 2; driver++) {
            Instant completed = NOW.plusSeconds(driver);
            List<ThrowingCallable> commits = List.of(
                    () -> warehouse.runs().create(run, run("r")),
                    () -> warehouse.evaluations().append(evaluation, List.of(evaluation())),
                    () -> warehouse.steps().complete(List.of(step(completed))));
            for (ThrowingCallable commit : commits) {
                if (driver == 0) {
                    assertThatCode(commit).doesNotThrowAnyException();
                } else {
                    assertThatThrownBy(commit).isInstanceOf(HoneException.class).hasMessageContaining("another driver");
                }
            }
        }
        assertThat(warehouse.runs().all()).hasSize(1);
        assertThat(warehouse.evaluations().of("r", 1, Split.TEST)).hasSize(1);
        assertThat(warehouse.steps().ofRun("r")).containsExactly(step(NOW));
    }

    @Test
    void theBestCheckpointIsTheFirstOfThoseWithTheBestAccuracyAndReward() {
        Warehouse warehouse = newWarehouse();
        double[][] scores = {{0.9, 0.9}, {0.5, 0.7}, {0.6, 0.7}, {0.6, 0.8}, {0.6, 0.8}};
        for (int step = 0; step < scores.length; step++) {
            warehouse
                    .checkpoints()
                    .appendIfAbsent(new CheckpointRow(
                            "r",
                            step,
                            "path",
                            "sha",
                            Optional.empty(),
                            OptionalDouble.of(scores[step][0]),
                            OptionalDouble.of(scores[step][1]),
                            NOW));
        }
        warehouse.registerViews();
        assertThat(spark().sql("SELECT step FROM best_checkpoints").collectAsList())
                .as("the start does not count, and among equals the earlier wins")
                .singleElement()
                .extracting(row -> row.getInt(0))
                .isEqualTo(3);
    }

    @Test
    void runsShowTheBestStepAndWhereTheLearningRateComesFrom() {
        Warehouse warehouse = newWarehouse();
        warehouse
                .runs()
                .create(
                        warehouse.runs().nextCommit("r"),
                        new RunRow(
                                "r",
                                "train",
                                RunState.RUNNING,
                                "started",
                                "run: r\n# by model, adapter: train.learningRate=8.6E-5\n",
                                "ab",
                                Map.of("spec.train.learningRate", "8.6E-5"),
                                3,
                                NOW,
                                NOW,
                                "a base model"));
        warehouse
                .steps()
                .complete(
                        List.of(validated(1, 0.5, 0.9), validated(2, 0.7, 0.3), validated(3, 0.7, 0.3), step(4, NOW)));
        warehouse.registerViews();
        Row row =
                spark().sql("SELECT best_step, learning_rate FROM run_summary").first();
        assertThat(row.getInt(0)).isEqualTo(2);
        assertThat(row.getString(1)).isEqualTo("8.6E-5 by model");
    }

    @Test
    void promptsRememberTheirPassRate() {
        Warehouse warehouse = newWarehouse();
        Row prompt = RowFactory.create("p", "d", "train", "[]", null, null, null, null, 3, "test:1", NOW);
        warehouse
                .prompts()
                .append(spark().createDataFrame(List.of(prompt), new RowCodec<>(PromptColumns.TABLE).schema()));
        warehouse
                .scores()
                .append(
                        warehouse.scores().nextCommit("r"),
                        List.of(
                                outcome(1, 0, Optional.of(true)), outcome(1, 1, Optional.of(false)),
                                outcome(2, 0, Optional.of(true)), outcome(2, 1, Optional.empty())));
        assertThat(warehouse.scores().passRates("r", 1)).containsExactly(new PassRateRow(1, "p", 1, 2));
        assertThat(warehouse.scores().passRates("r", 2))
                .containsExactly(new PassRateRow(1, "p", 1, 2), new PassRateRow(2, "p", 1, 1))
                .isEqualTo(List.of(
                        PassRateRow.of(1, warehouse.scores().ofStep("r", 1)).get(0),
                        PassRateRow.of(2, warehouse.scores().ofStep("r", 2)).get(0)));
        warehouse.registerViews();
        Row remembered = spark().sql(
                        "SELECT dataset, visits, pass_rate, last_pass_rate, last_step FROM prompt_pass_rates")
                .first();
        assertThat(remembered.getString(0)).isEqualTo("d");
        assertThat(remembered.getLong(1)).isEqualTo(2);
        assertThat(remembered.getDouble(2)).isEqualTo(2 / 3.0);
        assertThat(remembered.getDouble(3)).isEqualTo(1);
        assertThat(remembered.getInt(4)).isEqualTo(2);
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
                "a processor",
                NOW);
    }

    @Test
    void baseVsTunedShowsTheMajorityAnswerAndGoesWithoutItInAWarehouseOfAnEarlierVersion() {
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("compared").toString());
        warehouse.evaluations().createIfAbsent();
        for (int step : new int[] {0, 2}) {
            warehouse
                    .evaluations()
                    .append(
                            warehouse.evaluations().nextCommit("r", step, Split.TEST),
                            List.of(
                                    evaluation(step, "a", OptionalDouble.of(step == 0 ? 0 : 1)),
                                    evaluation(step, "b", OptionalDouble.of(0)),
                                    evaluation(step, "c", step == 0 ? OptionalDouble.of(1) : OptionalDouble.empty())));
        }
        String query =
                "SELECT prompts, without_reward, base_accuracy, tuned_accuracy, majority_accuracy FROM base_vs_tuned";
        warehouse.registerViews("base_vs_tuned"::equals);
        assertThat(spark().sql(query).collectAsList().toString()).isEqualTo("[[3,1,0.0,0.5,null]]");
        warehouse.majorityAnswers().createIfAbsent();
        warehouse
                .majorityAnswers()
                .append(
                        warehouse.majorityAnswers().nextCommit("r", Split.TEST),
                        List.of(new MajorityAnswerRow("r", Split.TEST, "d", "x", 3, 2, 0, 0.6, 0.6, "g", NOW)));
        warehouse.registerViews("base_vs_tuned"::equals);
        assertThat(spark().sql(query).collectAsList().toString()).isEqualTo("[[3,1,0.0,0.5,0.6]]");
    }

    private static EvaluationRow evaluation() {
        return evaluation(1, "p", OptionalDouble.of(1));
    }

    private static EvaluationRow evaluation(int step, String prompt, OptionalDouble reward) {
        return new EvaluationRow(
                "r",
                step,
                "d",
                Split.TEST,
                prompt,
                0,
                "sha",
                "yes",
                1,
                CompletionParts.answerOnly("yes"),
                "end_of_sequence",
                reward.isPresent() ? Optional.of(reward.getAsDouble() == 1) : Optional.empty(),
                reward,
                Optional.empty(),
                "exact_match",
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
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                0,
                NOW);
    }

    private static ScoreRow outcome(int step, int sample, Optional<Boolean> outcome) {
        return new ScoreRow(
                "r",
                step,
                "p",
                sample,
                outcome,
                OptionalDouble.of(0),
                OptionalDouble.of(0),
                Map.of(),
                Map.of(),
                "",
                Optional.empty(),
                "g",
                1,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                0,
                NOW);
    }

    private static StepRow validated(int step, double accuracy, double reward) {
        return new StepRow(
                "r",
                step,
                1,
                "sha",
                Optional.empty(),
                new TreeMap<>(Map.of("validation/accuracy", accuracy, "validation/reward", reward)),
                new TreeMap<>(),
                NOW);
    }

    private static StepRow step(int step, Instant completedAt) {
        return new StepRow(
                "r",
                step,
                1,
                "sha",
                Optional.of("checkpoint"),
                new TreeMap<>(Map.of("reward", 0.5)),
                new TreeMap<>(),
                completedAt);
    }

    private static StepRow step(Instant completedAt) {
        return step(1, completedAt);
    }
}
