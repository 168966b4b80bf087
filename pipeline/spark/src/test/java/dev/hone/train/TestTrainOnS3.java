package dev.hone.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.FaultyRelay;
import dev.hone.FaultyRelay.Fault;
import dev.hone.S3Server;
import dev.hone.SparkTest;
import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import dev.hone.report.RunConsole;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.storage.run.StopRequest;
import dev.hone.table.HoneTable;
import dev.hone.table.Warehouse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A warehouse, with its checkpoints, on a real S3 server over a line with faults. */
class TestTrainOnS3 extends SparkTest {

    private static final String CHECKPOINT = "_runs/small/checkpoints/step-00000%d/%s";

    private final S3Server server = S3Server.shared();
    private final RunConsole console = new RunConsole(System.out, false);

    @Test
    void aRunWhoseStorageFailedInTheMiddleEndsWithTheRowsAndTheAdapterOfALocalOne() throws Exception {
        Warehouse local = new Warehouse(spark(), SmallRun.undisturbed().toString());

        server.createBucket("runs-a");
        try (FaultyRelay line = new FaultyRelay(server.port())) {
            S3Server.configure("runs-a", line, spark().sparkContext().hadoopConfiguration());
            line.spoil(2, head -> writes(head, "step-000001/"), new Fault.Answer(503, "SlowDown"));
            line.spoil(2, head -> writes(head, "/scores/_delta_log/"), new Fault.Reset(20));
            line.spoil(10_000, head -> writes(head, "step-000003/optimizer"), new Fault.Answer(403, "AccessDenied"));
            Warehouse warehouse = new Warehouse(spark(), "s3://runs-a/hone");
            assertThatThrownBy(() -> SmallRun.train(warehouse, console, 1e-3))
                    .isInstanceOf(StorageException.class)
                    .hasMessageStartingWith(
                            "The checkpoint at s3://runs-a/hone/_runs/small/checkpoints/step-000003 cannot be"
                                    + " saved. The credentials do not allow it")
                    .hasMessageContaining("The run resumes from its last step");
            assertThat(server.keys("runs-a", "hone/" + CHECKPOINT.formatted(3, "")))
                    .as("a part of a checkpoint is left")
                    .contains("hone/" + CHECKPOINT.formatted(3, "adapter.safetensors"));
            line.heal();

            SmallRun.train(warehouse, console, 1e-3);
            for (HoneTable<?> table : local.tables()) {
                assertThat(RunRows.of(warehouse, table))
                        .as(table.definition().name())
                        .isEqualTo(RunRows.of(local, table));
            }
            String adapter = CHECKPOINT.formatted(SmallRun.STEPS, "adapter.safetensors");
            assertThat(server.content("runs-a", "hone/" + adapter))
                    .isEqualTo(Files.readAllBytes(SmallRun.undisturbed().resolve(adapter)));
        }
    }

    @Test
    void aDriverWhoseRunAnotherHasTakenOverStopsBeforeItsNextCommit() throws Exception {
        server.createBucket("runs-b");
        try (FaultyRelay line = new FaultyRelay(server.port())) {
            S3Server.configure("runs-b", line, spark().sparkContext().hadoopConfiguration());
            line.before(
                    head -> writes(head, "step-000002/adapter"),
                    () -> server.put("runs-b", "hone/_runs/small/drivers/000002-b", "process 7".getBytes(UTF_8)));
            Warehouse warehouse = new Warehouse(spark(), "s3://runs-b/hone");
            assertThatThrownBy(() -> SmallRun.train(warehouse, console, 1e-3))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("Run small has been taken over by another driver (process 7), so this one");
            assertThat(warehouse.rollouts().ofStep(SmallRun.RUN_ID, 2)).isNotEmpty();
            assertThat(warehouse.rollouts().ofStep(SmallRun.RUN_ID, 3)).isEmpty();
            assertThat(warehouse.runs().find(SmallRun.RUN_ID))
                    .as("its state is the other driver's to tell")
                    .map(RunRow::state)
                    .contains(RunState.RUNNING);
        }
    }

    @Test
    void aRunThatIsAskedToStopThereLooksForTheRequestOnceAStep() throws Exception {
        server.createBucket("runs-c");
        try (FaultyRelay line = new FaultyRelay(server.port())) {
            S3Server.configure("runs-c", line, spark().sparkContext().hadoopConfiguration());
            line.before(head -> writes(head, "step-000002/adapter"), () -> StopRequest.to(
                            "s3://runs-c/hone/_runs/small",
                            spark().sparkContext().hadoopConfiguration())
                    .make());
            Warehouse warehouse = new Warehouse(spark(), "s3://runs-c/hone");
            TrainLoop.Result stopped = SmallRun.train(warehouse, console, 1e-3);
            assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
            assertThat(stopped.steps()).isEqualTo(2);
            assertThat(server.keys("runs-c", "hone/_runs/small/stop")).isEmpty();
            assertThat(line.heads().stream()
                            .dropWhile(head -> !writes(head, "step-000002/manifest"))
                            .filter(head -> head.contains("_runs/small/stop") && !head.contains("op_delete")))
                    .as("what is asked of the store, but for the deletion")
                    .singleElement()
                    .asString()
                    .startsWith("HEAD");
        }
    }

    private static boolean writes(String head, String place) {
        return head.startsWith("PUT") && head.contains(place);
    }
}
