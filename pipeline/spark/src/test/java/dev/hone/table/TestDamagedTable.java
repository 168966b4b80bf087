package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hone.SampleRows;
import dev.hone.SparkTest;
import dev.hone.error.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a table with three versions (its creation and two rows) are damaged or lost on the disk. */
class TestDamagedTable extends SparkTest {

    @TempDir
    private static Path shared;

    @BeforeAll
    static void write() {
        CheckpointsTable table = new Warehouse(spark(), shared.toString()).checkpoints();
        table.createIfAbsent();
        table.appendIfAbsent(SampleRows.checkpoint(1));
        table.appendIfAbsent(SampleRows.checkpoint(2));
    }

    @Test
    void aDataFileIsNamedWithItsTableAndVersion() throws IOException {
        Path lost = copy("lost");
        Path file = dataOf(lost, 1);
        Files.delete(file);
        assertDamaged(lost, "is missing: " + file + ", of version 1.");

        Path flipped = copy("flipped");
        flipABit(dataOf(flipped, 2));
        assertDamaged(flipped, "is damaged (Checksum error", dataOf(flipped, 2) + ", of version 2.");

        Path emptied = copy("emptied");
        Files.write(dataOf(emptied, 2), new byte[0]);
        assertDamaged(emptied, "is not a Parquet file", dataOf(emptied, 2) + ", of version 2.");
    }

    @Test
    void aCommitIsNamedWithItsTableAndVersion() throws IOException {
        Path torn = copy("torn");
        byte[] content = Files.readAllBytes(commit(torn, 2));
        Files.write(commit(torn, 2), java.util.Arrays.copyOf(content, content.length / 2));
        Files.delete(torn.resolve("_delta_log/." + commit(torn, 2).getFileName() + ".crc"));
        assertDamaged(torn, "is damaged (Unexpected end-of-input", commit(torn, 2) + ", of version 2.");

        Path flipped = copy("flipped-commit");
        flipABit(commit(flipped, 1));
        assertDamaged(flipped, "is damaged (Checksum error", commit(flipped, 1) + ", of version 1.");

        Path gap = copy("gap");
        Files.delete(commit(gap, 1));
        assertDamaged(gap, "is missing: " + commit(gap, 1) + ", of version 1.");

        Path first = copy("first");
        Files.delete(commit(first, 0));
        assertDamaged(first, "is missing: " + commit(first, 0) + ", of version 0.");
    }

    @Test
    void aTableThatHasLostItsLogIsNotMadeAnewAndEmpty() throws IOException {
        Path table = copy("no-log");
        PathUtils.deleteDirectory(table.resolve("_delta_log"));
        Warehouse warehouse = new Warehouse(spark(), table.getParent().toString());
        assertThat(catchThrowable(() -> warehouse.checkpoints().createIfAbsent()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("The Delta table " + table + " has lost its log: 2 data files are there");
    }

    private void assertDamaged(Path table, String... parts) {
        Throwable thrown =
                catchThrowable(() -> new Warehouse(spark(), table.getParent().toString())
                        .checkpoints()
                        .ofRun("r"));
        assertThat(thrown).isNotNull();
        String message = thrown instanceof DataException
                ? thrown.getMessage()
                : DamagedTable.in(thrown).orElseThrow().getMessage();
        assertThat(message)
                .startsWith("A file of the Delta table " + table + " ")
                .contains(parts);
    }

    private Path copy(String name) throws IOException {
        PathUtils.copyDirectory(shared, folder.resolve(name));
        return folder.resolve(name).resolve("checkpoints");
    }

    private static Path commit(Path table, int version) {
        return table.resolve("_delta_log/%020d.json".formatted(version));
    }

    private static Path dataOf(Path table, int version) throws IOException {
        String commit = Files.readString(commit(table, version));
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> commit.contains(file.getFileName().toString()))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void flipABit(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }
}
