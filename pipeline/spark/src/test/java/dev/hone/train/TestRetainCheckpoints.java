package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.report.RunConsole;
import dev.hone.run.RetainCheckpoints;
import dev.hone.run.RetainCheckpoints.Retained;
import dev.hone.storage.run.ExportedSteps;
import dev.hone.storage.run.FileRunLock;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestRetainCheckpoints extends SparkTest {

    @Test
    void theLastGoodTheTunedAndTheExportedCheckpointsOfAnIdleRunStay() throws IOException {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        int tuned = SmallRun.train(warehouse, new RunConsole(System.out, false), 1e-3)
                .tunedStep();
        assertThat(saved()).containsExactlyInAnyOrder("step-000000", "step-000002", "step-000003", "step-000004");
        RetainCheckpoints last = new RetainCheckpoints(warehouse, 1);
        assertThat(last.plan()).singleElement().satisfies(run -> {
            assertThat(run.kept()).isEqualTo(new TreeSet<>(Set.of(0, tuned, 4)));
            assertThat(run.deleted()).contains(3);
            assertThat(run.bytes()).isEqualTo(bytes(run.deleted()));
        });

        Path adapter = checkpoint(4).resolve("adapter.safetensors");
        byte[] whole = Files.readAllBytes(adapter);
        Files.write(adapter, new byte[] {1});
        assertThat(last.plan()).singleElement().satisfies(run -> assertThat(run.kept())
                .as("the last one is damaged, so the one before it counts")
                .contains(0, 3));
        Files.write(adapter, whole);

        try (FileRunLock live = FileRunLock.take(Path.of(warehouse.runPath(SmallRun.RUN_ID)), SmallRun.RUN_ID)) {
            assertThat(live.isHeld()).isTrue();
            Retained untouched = new Retained(SmallRun.RUN_ID, true, Set.of(), Set.of(), 0);
            assertThat(last.plan()).containsExactly(untouched);
            assertThat(last.execute()).containsExactly(untouched);
        }

        assertThat(saved()).as("nothing was deleted so far").hasSize(4);
        new ExportedSteps(
                        warehouse.runPath(SmallRun.RUN_ID),
                        spark().sparkContext().hadoopConfiguration())
                .add(3);
        List<Retained> done = last.execute();
        assertThat(done).singleElement().satisfies(run -> {
            assertThat(run.kept()).contains(0, 3, 4, tuned);
            assertThat(saved()).hasSameSizeAs(run.kept());
        });
        assertThat(last.execute()).singleElement().satisfies(run -> assertThat(run.deleted())
                .isEmpty());
    }

    private List<String> saved() throws IOException {
        try (Stream<Path> folders = Files.list(checkpoint(0).getParent())) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    private long bytes(Set<Integer> steps) throws IOException {
        long bytes = 0;
        for (int step : steps) {
            try (Stream<Path> files = Files.list(checkpoint(step))) {
                for (Path file : files.toList()) {
                    bytes += Files.size(file);
                }
            }
        }
        return bytes;
    }

    private Path checkpoint(int step) {
        return folder.resolve("_runs/small/checkpoints/step-00000" + step);
    }
}
