package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import scala.Console;

class TestTableUpkeep extends SparkTest {

    private static final Instant NOW = Instant.parse("2026-03-07T14:05:09Z");

    @Test
    void smallFilesBecomeOneWithTheSameRowsAndOnlyAVacuumDeletesTheOldOnes() throws IOException {
        RunsTable runs = new Warehouse(spark(), folder.toString()).runs();
        runs.createIfAbsent();
        TableUpkeep upkeep = new TableUpkeep(runs);
        assertThat(upkeep.compact()).as("of an empty table").isEqualTo(TableUpkeep.Files.NONE);
        for (String run : List.of("a", "b", "c")) {
            runs.append(runs.rows(List.of(run(run))));
        }
        List<RunRow> before = runs.all();
        TableUpkeep.Files small = upkeep.small();
        assertThat(small).isEqualTo(new TableUpkeep.Files(3, bytes(dataFiles())));

        assertThat(upkeep.compact()).isEqualTo(small);
        assertThat(upkeep.compact()).as("there is one left").isEqualTo(TableUpkeep.Files.NONE);
        assertThat(runs.all()).isEqualTo(before);
        assertThat(dataFiles()).hasSize(4);

        assertThat(upkeep.unused(TableUpkeep.SAFE_HOURS)).isEqualTo(TableUpkeep.Files.NONE);
        assertThat(upkeep.unused(0)).isEqualTo(small);
        assertThat(dataFiles()).as("that was a look").hasSize(4);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(Console.withOut(printed, () -> upkeep.deleteUnused(0))).isEqualTo(small);
        assertThat(printed.size()).as("what Delta prints").isZero();
        assertThat(dataFiles()).hasSize(1);
        assertThat(runs.all()).isEqualTo(before);
    }

    private static RunRow run(String id) {
        return new RunRow(id, "train", RunState.COMPLETED, "done", "run: " + id, "hash", Map.of(), 4, NOW, NOW, "");
    }

    private List<Path> dataFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
            return files.filter(file -> file.getFileName().toString().matches("part-.*parquet"))
                    .toList();
        }
    }

    private static long bytes(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
