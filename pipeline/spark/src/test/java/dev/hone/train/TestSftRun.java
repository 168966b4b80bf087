package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hone.Repository;
import dev.hone.SparkTest;
import dev.hone.error.NothingToDoException;
import dev.hone.event.RunEvent;
import dev.hone.event.RunEvents;
import dev.hone.math.optim.AdamWSettings;
import dev.hone.math.optim.LearningRateSchedule;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.torch.ModelOnDisk;
import dev.hone.report.ConsoleEvents;
import dev.hone.report.RunConsole;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.settings.OptimizerSettings;
import dev.hone.settings.RunLength;
import dev.hone.settings.SftSettings;
import dev.hone.settings.SftTarget;
import dev.hone.settings.run.RunSettings;
import dev.hone.settings.run.SftRunSettings;
import dev.hone.storage.checkpoint.StoredCheckpoint;
import dev.hone.storage.run.StopRequest;
import dev.hone.table.RowCodec;
import dev.hone.table.Warehouse;
import dev.hone.train.run.RunCheckpoints;
import dev.hone.train.run.RunDescription;
import dev.hone.train.run.RunIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestSftRun extends SparkTest {

    private static final int STEPS = 6;

    @Test
    void aWarmStartLowersTheLossAndKeepsWhatItStartedFromAndWhatItCameTo() {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        SmallRun.prepare(warehouse);
        SftLoop.Result result = train(warehouse);
        assertThat(result.steps()).isEqualTo(STEPS);
        List<StepRow> steps = warehouse.steps().ofRun("warm");
        assertThat(steps).hasSize(STEPS);
        assertThat(result.loss()).isLessThan(steps.get(0).metrics().get("sft/loss"));

        RunCheckpoints checkpoints = RunCheckpoints.of(warehouse, "warm", steps);
        assertThat(checkpoints.find(0)).isInstanceOf(StoredCheckpoint.Good.class);
        assertThat(((StoredCheckpoint.Good) checkpoints.find(STEPS))
                        .checkpoint()
                        .state()
                        .adapter()
                        .sha256())
                .isEqualTo(steps.get(STEPS - 1).adapterSha());
        assertThatThrownBy(() -> train(warehouse)).isInstanceOf(NothingToDoException.class);
    }

    @Test
    void theScheduleEndsWithTheLastStepThoughHalfOfThePromptsHaveNoAnswerAndTheRunWasResumed() {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        SmallRun.prepare(warehouse);
        appendUnanswered(warehouse, 100);
        LearningRateSchedule linear = new LearningRateSchedule(LearningRateSchedule.Kind.LINEAR, 0, 0);
        RunLength length = new RunLength(4, OptionalInt.of(7), OptionalInt.empty());
        assertThatThrownBy(() -> train(warehouse, linear, length, TestSftRun::failAfterTheFirstCommit))
                .hasMessage("killed");
        assertThat(warehouse.steps().ofRun("warm")).hasSize(25);

        appendUnanswered(warehouse, 200);
        List<RunEvent> told = new ArrayList<>();
        SftLoop.Result result = train(warehouse, linear, length, told::add);
        int steps = 28;
        assertThat(result.steps()).isEqualTo(steps);
        assertThat(warehouse.runs().find("warm").orElseThrow().plannedSteps()).isEqualTo(steps);
        assertThat(((RunEvent.Started) told.get(0)).plannedSteps()).isEqualTo(steps);
        for (StepRow step : warehouse.steps().ofRun("warm")) {
            double rate = 1e-3 * (steps - (step.step() - 1)) / steps;
            assertThat(step.metrics().get("learning_rate")).isCloseTo(rate, within(1e-12));
        }
    }

    @Test
    void aWarmStartThatIsAskedToStopCommitsTheStepThatItIsAtAndLaterGoesOnToTheSameResult() {
        LearningRateSchedule constant = new LearningRateSchedule(LearningRateSchedule.Kind.CONSTANT, 0, 0);
        RunLength length = new RunLength(8, OptionalInt.empty(), OptionalInt.of(STEPS));
        Warehouse unasked = new Warehouse(spark(), folder.resolve("unasked").toString());
        SmallRun.prepare(unasked);
        SftLoop.Result whole = train(unasked, constant, length, event -> {});

        Warehouse warehouse = new Warehouse(spark(), folder.resolve("asked").toString());
        SmallRun.prepare(warehouse);
        StopRequest request =
                StopRequest.to(warehouse.runPath("warm"), spark().sparkContext().hadoopConfiguration());
        SftLoop.Result stopped = train(warehouse, constant, length, event -> {
            if (event instanceof RunEvent.Doing doing && doing.what().startsWith("step 3 ")) {
                request.make();
            }
        });
        assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
        assertThat(warehouse.steps().ofRun("warm")).hasSize(3);
        assertThat(warehouse.runs().find("warm").orElseThrow().stateReason())
                .isEqualTo("stopped on request after step 3");
        assertThat(train(warehouse, constant, length, event -> {}).loss()).isEqualTo(whole.loss());
    }

    private static void failAfterTheFirstCommit(RunEvent event) {
        if (event instanceof RunEvent.SupervisedSteps) {
            throw new IllegalStateException("killed");
        }
    }

    private static void appendUnanswered(Warehouse warehouse, int from) {
        List<Row> rows = IntStream.range(from, from + 16)
                .mapToObj(p -> SmallRun.prompt(p, Split.TRAIN, null))
                .toList();
        warehouse.prompts().append(spark().createDataFrame(rows, new RowCodec<>(PromptColumns.TABLE).schema()));
    }

    private static SftLoop.Result train(Warehouse warehouse) {
        return train(
                warehouse,
                new LearningRateSchedule(LearningRateSchedule.Kind.CONSTANT, 0, 0),
                new RunLength(8, OptionalInt.empty(), OptionalInt.of(STEPS)),
                new ConsoleEvents(new RunConsole(System.out, false)));
    }

    private static SftLoop.Result train(
            Warehouse warehouse, LearningRateSchedule schedule, RunLength length, RunEvents listeners) {
        ModelOnDisk source = ModelOnDisk.of(Repository.demoPolicy(), EngineSettings.defaults());
        SftRunSettings settings = new SftRunSettings(
                new RunSettings("warm", "d", 7, SmallRun.LORA),
                new SftSettings(SftTarget.REFERENCE, length, 1e-3, schedule),
                new OptimizerSettings(OptionalDouble.of(1e-3), schedule, AdamWSettings.DEFAULT, 1.0, 512),
                2);
        RunDescription description =
                new RunDescription("sft", "run: warm", "hash", "the demo policy", RunIdentity.here(source, Map.of()));
        PolicyModel policy = source.open();
        return SftLoop.run(warehouse, policy, settings, description, listeners);
    }
}
