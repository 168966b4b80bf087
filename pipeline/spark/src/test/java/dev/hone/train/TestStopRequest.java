package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.Repository;
import dev.hone.SparkTest;
import dev.hone.event.RunEvent;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import dev.hone.storage.run.StopRequest;
import dev.hone.table.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TestStopRequest extends SparkTest {

    private final List<RunEvent> told = new ArrayList<>();

    @Test
    void aRunThatIsAskedToStopWhileItEvaluatesEndsAfterItsNextStepAndLaterGoesOnToTheSameResult() {
        Warehouse unasked = new Warehouse(spark(), folder.resolve("unasked").toString());
        TrainLoop.Result whole = train(unasked, event -> false);

        Warehouse warehouse = new Warehouse(spark(), folder.resolve("asked").toString());
        TrainLoop.Result stopped = train(warehouse, TestStopRequest::isBaseEvaluation);
        assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
        assertThat(stopped.steps()).isEqualTo(1);
        RunRow run = warehouse.runs().find(SmallRun.RUN_ID).orElseThrow();
        assertThat(run.state()).isEqualTo(RunState.STOPPED);
        assertThat(run.stateReason()).isEqualTo("stopped on request after step 1");
        assertThat(told.get(told.size() - 1))
                .isEqualTo(new RunEvent.Ended(
                        RunState.STOPPED,
                        run.stateReason(),
                        List.of("The run stopped on request after step 1. Its checkpoint is "
                                + runFolder(warehouse).resolve("checkpoints/step-000001")
                                + "; the same command resumes it.")));
        assertThat(runFolder(warehouse).resolve("checkpoints/step-000001/manifest.json"))
                .exists();
        assertThat(stopFile(warehouse)).doesNotExist();
        assertThat(warehouse.evaluations().of(SmallRun.RUN_ID, 1, Split.TEST))
                .as("nothing is compared yet")
                .isEmpty();

        assertThat(train(warehouse, event -> false)).isEqualTo(whole);
        assertThat(RunRows.of(warehouse, warehouse.rollouts())).isEqualTo(RunRows.of(unasked, unasked.rollouts()));
    }

    @Test
    void aRequestToAnEarlierDriverAndOneInTheLastStepStopNothing() throws Exception {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        Files.createDirectories(runFolder(warehouse));
        request(warehouse).make();
        assertThat(request(warehouse).isMade()).isTrue();
        TrainLoop.Result result = train(warehouse, TestStopRequest::isLastSampling);
        assertThat(result.state()).isEqualTo(RunState.COMPLETED);
        assertThat(result.comparisons()).as("base against tuned").isNotEmpty();
        assertThat(stopFile(warehouse)).doesNotExist();
    }

    private static boolean isBaseEvaluation(RunEvent event) {
        return event instanceof RunEvent.Doing doing && doing.what().startsWith("evaluating the policy before");
    }

    private static boolean isLastSampling(RunEvent event) {
        return event instanceof RunEvent.Doing doing
                && doing.what().startsWith("step " + SmallRun.STEPS + ": sampling");
    }

    /** Trains, and asks the run to stop as soon as it tells of something. */
    private TrainLoop.Result train(Warehouse warehouse, Predicate<RunEvent> stopAt) {
        told.clear();
        return SmallRun.train(
                warehouse,
                event -> {
                    told.add(event);
                    if (stopAt.test(event)) {
                        request(warehouse).make();
                    }
                },
                SmallRun.settings(1e-3, SmallRun.LORA),
                Repository.demoPolicy());
    }

    private static StopRequest request(Warehouse warehouse) {
        return StopRequest.to(
                warehouse.runPath(SmallRun.RUN_ID), spark().sparkContext().hadoopConfiguration());
    }

    private static Path runFolder(Warehouse warehouse) {
        return Path.of(warehouse.runPath(SmallRun.RUN_ID));
    }

    private static Path stopFile(Warehouse warehouse) {
        return runFolder(warehouse).resolve("stop");
    }
}
