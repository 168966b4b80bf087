package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.schema.StepRow;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.serving.table.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a console has read of a table stays right whatever Spark does to the table afterwards. */
class TestTablesWithoutSpark extends SparkTest {

    private Warehouse warehouse;
    private TableReader tables;

    @BeforeEach
    void writeTwoSteps() throws IOException {
        warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        warehouse.steps().createIfAbsent();
        append(1);
        append(2);
        letTheLogSettle();
        tables = WarehouseFiles.open(warehouse.path(), Map.of()).tables();
        assertThat(steps()).containsExactly(1, 2);
    }

    @Test
    void whatADriverCommitsIsThereAtTheNextQuestion() throws IOException {
        for (int step = 3; step <= 12; step++) { // past a checkpoint of the log
            append(step);
            assertThat(steps()).hasSize(step).contains(step);
        }
    }

    @Test
    void rowsThatWereDeletedAreGone() {
        spark().sql("DELETE FROM delta.`" + warehouse.steps().path() + "` WHERE step = 1");

        assertThat(steps()).containsExactly(2);
    }

    @Test
    void aTableThatWasPutTogetherAndCleanedHasTheSameRows() {
        TableUpkeep upkeep = new TableUpkeep(warehouse.steps());
        assertThat(upkeep.compact().count()).isEqualTo(2);
        assertThat(upkeep.deleteUnused(0).count()).isEqualTo(2);

        assertThat(steps()).containsExactly(1, 2);
    }

    @Test
    void aTableThatTookThePlaceOfAnotherIsReadAnew() throws IOException {
        Files.move(Path.of(warehouse.steps().path()), folder.resolve("aside"));
        assertThat(steps()).isEmpty();
        warehouse.steps().createIfAbsent();
        append(7);
        append(8); // as many commits as the other has

        assertThat(steps()).containsExactly(7, 8);
    }

    @Test
    void aTableThatWasReplacedBetweenTwoQuestionsIsReadAnew() throws IOException {
        Files.move(Path.of(warehouse.steps().path()), folder.resolve("aside"));
        warehouse.steps().createIfAbsent();
        append(7);
        append(8);

        assertThat(steps()).containsExactly(7, 8);
    }

    private List<Integer> steps() {
        return tables.rows(StepRow.TABLE, Where.all()).stream()
                .map(StepRow::step)
                .sorted()
                .toList();
    }

    private void append(int step) {
        StepRow row = new StepRow(
                "r",
                step,
                1,
                "sha",
                Optional.empty(),
                new TreeMap<>(Map.of("reward", 0.5)),
                new TreeMap<>(),
                Instant.parse("2026-03-07T14:05:09Z"));
        warehouse.steps().complete(List.of(row));
    }

    private Path log() {
        return Path.of(warehouse.steps().path(), "_delta_log");
    }

    /** A commit of this moment may be replaced by one that looks the same; older ones are kept. */
    private void letTheLogSettle() throws IOException {
        try (Stream<Path> files = Files.list(log())) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
    }
}
