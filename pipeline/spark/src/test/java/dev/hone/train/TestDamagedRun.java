package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.DataException;
import dev.hone.report.RunConsole;
import dev.hone.schema.RunState;
import dev.hone.storage.checkpoint.CheckpointFiles;
import dev.hone.table.HoneTable;
import dev.hone.table.Warehouse;
import io.delta.tables.DeltaTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;

/** A run whose files were damaged on the disk between two drivers. It had come to its last step; checkpoints 0, 2, 3 and 4 are kept. */
class TestDamagedRun extends SparkTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void stepsWhoseCheckpointsAreDamagedAreComputedAgainFromTheLastGoodOne() throws IOException {
        Warehouse warehouse = interrupted("last-two");
        flipABit(checkpoint(warehouse, 4, "optimizer.safetensors"));
        Files.copy(
                checkpoint(warehouse, 2, "state.json"),
                checkpoint(warehouse, 3, "state.json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        resume(warehouse);
        assertThat(output().lines())
                .filteredOn(line -> line.startsWith("warning"))
                .singleElement()
                .asString()
                .contains(checkpoint(warehouse, 4, "optimizer.safetensors") + " has the hash")
                .contains(checkpoint(warehouse, 3, "state.json") + " has the hash")
                .endsWith(
                        "The checkpoint of step 2 is good: steps 3 to 4 are computed again from there, to the same result");
        assertAsTrained(warehouse);
    }

    @Test
    void theStartIsMadeAgainFromTheModelAndTheSeed() throws IOException {
        Warehouse warehouse = interrupted("start");
        flipABit(checkpoint(warehouse, 0, "adapter.safetensors"));
        resume(warehouse);
        assertThat(output())
                .contains(checkpoint(warehouse, 0, "adapter.safetensors") + " has the hash")
                .contains("The start is made again, to the same adapter");
        assertAsTrained(warehouse);
    }

    @Test
    void whereNoCheckpointIsGoodTheRunStops() throws IOException {
        Warehouse warehouse = interrupted("all");
        for (int step : new int[] {0, 2, 3, 4}) {
            flipABit(checkpoint(warehouse, step, "adapter.safetensors"));
        }
        assertThatThrownBy(() -> resume(warehouse))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none of its checkpoints is good")
                .hasMessageContaining(checkpoint(warehouse, 2, "adapter.safetensors") + " has the hash");
    }

    @Test
    void aStepWhoseRowsWereChangedIsNotTakenForTheSame() throws IOException {
        Warehouse warehouse = interrupted("changed");
        flipABit(checkpoint(warehouse, 4, "manifest.json"));
        DeltaTable.forPath(spark(), warehouse.scores().path())
                .updateExpr("step = 4", java.util.Map.of("advantage", "advantage * 2 + 0.1", "loss_weight", "1.0"));
        assertThatThrownBy(() -> resume(warehouse))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Step 4 of run small, computed again, came to the adapter");
    }

    @Test
    void aLostCommitOfStepsIsNamedAndWithoutItTheStepIsCompletedAgainFromItsStoredRows() throws IOException {
        Path copy = copy("lost-step");
        Path last = lastCommit(copy.resolve("steps"));
        Files.write(last, new byte[0]);
        Warehouse warehouse = new Warehouse(spark(), copy.toString());
        assertThatThrownBy(() -> resume(warehouse))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Version 4 of the Delta table " + copy.resolve("steps"))
                .hasMessageContaining(last + " is empty");

        Files.delete(last);
        Files.deleteIfExists(Path.of(last.toString().replaceFirst("json$", "crc")));
        resume(warehouse);
        assertThat(output()).contains("was found with 3 of 4 steps complete; it resumes with step 4");
        assertAsTrained(warehouse);
    }

    @Test
    void rowsThatAreMissingOfACompletedStepAreSaid() throws IOException {
        Warehouse warehouse = interrupted("rows");
        DeltaTable.forPath(spark(), warehouse.scores().path()).delete("step = 2");
        assertThatThrownBy(() -> resume(warehouse))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("step 2 is complete by the table steps, but rollouts has")
                .hasMessageContaining("and scores 0: rows were lost or deleted");
    }

    /** A copy of the trained run as a driver leaves it that is killed after its last step. */
    private Warehouse interrupted(String name) throws IOException {
        Warehouse warehouse = new Warehouse(spark(), copy(name).toString());
        warehouse.runs().changeState(SmallRun.RUN_ID, RunState.RUNNING, "started");
        return warehouse;
    }

    private Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        PathUtils.copyDirectory(SmallRun.undisturbed(), copy);
        return copy;
    }

    private void resume(Warehouse warehouse) {
        SmallRun.train(warehouse, new RunConsole(new PrintStream(printed, true, StandardCharsets.UTF_8), false), 1e-3);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void assertAsTrained(Warehouse warehouse) throws IOException {
        Warehouse trained = new Warehouse(spark(), SmallRun.undisturbed().toString());
        for (HoneTable<?> table : trained.tables()) {
            assertThat(RunRows.of(warehouse, table))
                    .as(table.definition().name())
                    .isEqualTo(RunRows.of(trained, table));
        }
        for (int step : new int[] {0, 2, 3, 4}) {
            for (String file : CheckpointFiles.NAMES) {
                assertThat(checkpoint(warehouse, step, file)).hasSameBinaryContentAs(checkpoint(trained, step, file));
            }
        }
    }

    private static Path checkpoint(Warehouse warehouse, int step, String file) {
        return Path.of(warehouse.runPath(SmallRun.RUN_ID), "checkpoints", "step-00000" + step, file);
    }

    private static Path lastCommit(Path table) throws IOException {
        try (var files = Files.list(table.resolve("_delta_log"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void flipABit(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }
}
