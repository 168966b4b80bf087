package dev.hone.serving.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private void append(String text) throws IOException {
        Files.writeString(run.resolve("metrics.jsonl"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
