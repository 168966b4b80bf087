package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SampleRows;
import dev.hone.SparkTest;
import dev.hone.error.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class TestDurableLogStore extends SparkTest {

    private static final String COMMIT = "/_delta_log/%020d.json";

    @Test
    void aCommitForcesItsDataAndThenItselfToTheDisk() throws Exception {
        CheckpointsTable table = table();
        List<String> forced = forcedBy(() -> table.appendIfAbsent(SampleRows.checkpoint(1)));
        String data;
        try (Stream<Path> files = Files.list(Path.of(table.path()))) {
            data = files.map(Path::toString)
                    .filter(name -> name.endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        String commit = (table.path() + COMMIT.formatted(1)).replace("/0000", "/.0000");
        assertThat(forced.get(0)).isEqualTo(data);
        assertThat(forced).filteredOn(file -> file.startsWith(commit)).isNotEmpty();
        assertThat(forced.indexOf(table.path()))
                .as("the name of the data before the commit")
                .isLessThan(IntStream.range(0, forced.size())
                        .filter(i -> forced.get(i).startsWith(commit))
                        .findFirst()
                        .orElseThrow());
        assertThat(forced.get(forced.size() - 1))
                .as("the name of the commit last")
                .isEqualTo(table.path() + "/_delta_log");
    }

    @Test
    void ofSeveralThatWriteOneVersionOneWins() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        Path log = Files.createDirectories(folder.resolve("table with blanks, ü and %/_delta_log"));
        org.apache.hadoop.fs.Path commit = new org.apache.hadoop.fs.Path(log.toString(), "%020d.json".formatted(7));
        IntStream.range(0, 8).parallel().forEach(writer -> {
            try {
                write(commit, "{\"writer\":" + writer + "}", false);
            } catch (FileAlreadyExistsException e) {
                lost.incrementAndGet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(lost).hasValue(7);
        assertThat(new DurableLogStore(new Configuration())
                        .read(commit, new Configuration())
                        .next())
                .startsWith("{\"writer\":");
        write(commit, "replaced", true);
        assertThat(new DurableLogStore(new Configuration()).read(commit, new Configuration()))
                .toIterable()
                .as("the checksum is that of the new file")
                .containsExactly("replaced");
        assertThat(log).isDirectoryNotContaining("glob:**.tmp*");
    }

    @Test
    void aCommitThatIsEmptyIsAnErrorAndNoVersionWithoutChanges() throws IOException {
        CheckpointsTable table = table();
        table.appendIfAbsent(SampleRows.checkpoint(1));
        table.appendIfAbsent(SampleRows.checkpoint(2));
        Path last = Path.of(table.path() + COMMIT.formatted(2));
        Files.write(last, new byte[0]);
        assertThatThrownBy(() ->
                        new Warehouse(spark(), folder.toString()).checkpoints().ofRun("r"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "Version 2 of the Delta table " + table.path() + " is lost: " + last + " is empty");
    }

    private CheckpointsTable table() {
        CheckpointsTable table = new Warehouse(spark(), folder.toString()).checkpoints();
        table.createIfAbsent();
        return table;
    }

    private static void write(org.apache.hadoop.fs.Path file, String action, boolean overwrite) throws IOException {
        new DurableLogStore(new Configuration())
                .write(file, List.of(action).iterator(), overwrite, new Configuration());
    }

    /** The paths that were forced, in their order. */
    private List<String> forcedBy(Runnable work) throws IOException {
        Path file = folder.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .sorted((a, b) -> a.getEndTime().compareTo(b.getEndTime()))
                .map(event -> event.getString("path"))
                .filter(path -> path.startsWith(folder.toString()))
                .toList();
    }
}
