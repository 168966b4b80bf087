package dev.hone.serving.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line of a run's events is seen once, and whole. */
class TestEventTail {

    @TempDir
    private Path run;

    private EventTail tail;

    @BeforeEach
    void open() {
        tail = new EventTail(new org.apache.hadoop.fs.Path(run.toUri()), new Configuration());
    }

    @Test
    void aRunWithoutEventsHasNone() {
        assertThat(tail.next()).isEmpty();
    }

    @Test
    void linesAreSeenOnceAndHalfOnesWhenTheyAreWhole() throws IOException {
        append("{\"event\":\"started\"}\n{\"event\":\"st");
        assertThat(tail.next()).containsExactly("{\"event\":\"started\"}");
        assertThat(tail.next()).isEmpty();
        append("ep\"}\n");
        assertThat(tail.next()).containsExactly("{\"event\":\"step\"}");
    }

    @Test
    void aFileThatTheNextDriverHasMendedIsReadAnew() throws IOException {
        append("{\"event\":\"started\"}\n{\"event\":\"step\",\"step\":1}\n{\"event\":\"step\",\"step\":2}\n");
        assertThat(tail.next()).hasSize(3);
        Files.writeString(run.resolve("metrics.jsonl"), "{\"event\":\"started\"}\n");
        assertThat(tail.next()).containsExactly("{\"event\":\"started\"}");
    }

    @Test
    void anObjectOfAStoreIsSeenOnceAndAgainWhenAResumedDriverWritesItsStepAnew() throws IOException {
        EventTail objects = new EventTail(new org.apache.hadoop.fs.Path("viewfs:///run"), store());
        object("step-000001.jsonl", "{\"event\":\"step\",\"step\":1}\n", 1_000);
        object("step-000002.jsonl", "{\"event\":\"step\",\"step\":2}\n", 2_000);
        assertThat(objects.next())
                .containsExactly("{\"event\":\"step\",\"step\":1}", "{\"event\":\"step\",\"step\":2}");
        assertThat(objects.next()).isEmpty();
        object("step-000002.jsonl", "{\"event\":\"step\",\"step\":2,\"again\":true}\n", 9_000);
        assertThat(objects.next()).containsExactly("{\"event\":\"step\",\"step\":2,\"again\":true}");
    }

    /** The folder of the run under the name of a file system that is none of a disk. */
    private Configuration store() {
        Configuration configuration = new Configuration();
        configuration.set("fs.viewfs.mounttable.default.link./run", run.toUri().toString());
        configuration.set("fs.defaultFS", "viewfs:///");
        return configuration;
    }

    private void object(String name, String text, long modifiedMillis) throws IOException {
        Path file = Files.createDirectories(run.resolve("metrics")).resolve(name);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
    }

    private void append(String text) throws IOException {
        Files.writeString(run.resolve("metrics.jsonl"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
