package dev.hone.train;

import static dev.hone.TableFiles.commits;
import static dev.hone.TableFiles.hasFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.ChildJvm;
import dev.hone.SparkTest;
import dev.hone.error.ConfigException;
import dev.hone.error.NothingToDoException;
import dev.hone.report.RunConsole;
import dev.hone.storage.run.FileRunLock;
import dev.hone.table.HoneTable;
import dev.hone.table.Warehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A driver is killed with SIGKILL in the middle of several things, and started again. */
class TestExactlyOnce extends SparkTest {

    @Test
    void aRunThatIsKilledAgainAndAgainEndsWithTheSameRowsAndTheSameAdapter() throws Exception {
        Warehouse undisturbed = new Warehouse(spark(), SmallRun.undisturbed().toString());
        List<Double> rounds = undisturbed.steps().ofRun(SmallRun.RUN_ID).stream()
                .map(step -> step.metrics().get("dynamic_sampling/rounds"))
                .toList();
        assertThat(rounds.get(0)).as("step 1 replaces groups").isGreaterThan(1);

        Path disturbed = folder.resolve("disturbed");
        killWhen(disturbed, "in the write of a table", () -> hasFile(disturbed, "rollouts", "part-"));
        killWhen(disturbed, "between two rounds of step 1", () -> commits(disturbed, "scores") == 2);
        killWhen(disturbed, "in the update of step 1", () -> commits(disturbed, "scores") > rounds.get(0));
        killWhen(
                disturbed,
                "in the write of a checkpoint",
                () -> hasFile(disturbed, "_runs/small/checkpoints/step-000002", ""));
        killWhen(
                disturbed,
                "between the commits of step 3",
                () -> commits(disturbed, "steps") > 2 && commits(disturbed, "rollouts") > commits(disturbed, "scores"));
        Path log = folder.resolve("last.log");
        Process last = ChildJvm.start(SmallRun.class, log, disturbed.toString());
        assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(ChildJvm.output(log)).contains("it resumes with step").contains("DONE " + SmallRun.STEPS);

        Warehouse resumed = new Warehouse(spark(), disturbed.toString());
        for (HoneTable<?> table : undisturbed.tables()) {
            assertThat(RunRows.of(resumed, table))
                    .as(table.definition().name())
                    .isEqualTo(RunRows.of(undisturbed, table));
        }
        String adapter = "_runs/small/checkpoints/step-00000" + SmallRun.STEPS + "/adapter.safetensors";
        assertThat(disturbed.resolve(adapter))
                .hasSameBinaryContentAs(SmallRun.undisturbed().resolve(adapter));

        assertThatThrownBy(() -> SmallRun.train(resumed, new RunConsole(System.out, false), 1e-3))
                .isInstanceOf(NothingToDoException.class)
                .hasMessageContaining("is complete already");
        assertThatThrownBy(() -> SmallRun.train(resumed, new RunConsole(System.out, false), 2e-3))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("spec.train.learningRate: was 0.001, is 0.002");
    }

    @Test
    void fullFineTuningIsResumedAfterAKillToo() throws Exception {
        Warehouse undisturbed =
                new Warehouse(spark(), folder.resolve("undisturbed").toString());
        SmallRun.train(undisturbed, new RunConsole(System.out, false), SmallRun.twoStepsOfAllParameters());

        Path disturbed = folder.resolve("disturbed");
        ChildJvm.killWhen(
                SmallRun.class,
                folder,
                "in step 2",
                () -> commits(disturbed, "steps") == 2,
                disturbed.toString(),
                "all-parameters");
        Process last =
                ChildJvm.start(SmallRun.class, folder.resolve("last.log"), disturbed.toString(), "all-parameters");
        assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(ChildJvm.output(folder.resolve("last.log"))).contains("it resumes with step 2");

        Warehouse resumed = new Warehouse(spark(), disturbed.toString());
        assertThat(RunRows.of(resumed, resumed.steps())).isEqualTo(RunRows.of(undisturbed, undisturbed.steps()));
        assertThat(RunRows.of(resumed, resumed.evaluations()))
                .isEqualTo(RunRows.of(undisturbed, undisturbed.evaluations()));
    }

    @Test
    void aSecondDriverOnALiveRunStopsWithAClearError() throws Exception {
        Path warehouse = folder.resolve("shared");
        Path log = folder.resolve("first.log");
        Process first = ChildJvm.start(SmallRun.class, log, warehouse.toString());
        try {
            // Its first checkpoint comes after it has taken the lock; the lock's file is there a moment before.
            ChildJvm.await(
                    first,
                    log,
                    "in training",
                    () -> hasFile(warehouse, "_runs/small/checkpoints/step-000000", "state.json"));
            assertThatThrownBy(() -> FileRunLock.take(warehouse.resolve("_runs/small"), SmallRun.RUN_ID))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("is being trained by another driver");
        } finally {
            first.destroyForcibly().waitFor();
        }
        FileRunLock.take(warehouse.resolve("_runs/small"), SmallRun.RUN_ID).close();
    }

    private void killWhen(Path warehouse, String moment, BooleanSupplier now) throws Exception {
        ChildJvm.killWhen(SmallRun.class, folder, moment, now, warehouse.toString());
    }
}
