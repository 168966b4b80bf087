package dev.hone.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.job.JobProcess;
import dev.hone.serving.table.WarehouseFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestOpenConsole {

    @TempDir
    private Path state;

    @Test
    void aConsoleThatRunsTellsThePageOfARunAndNotItsKey() throws IOException {
        List<WarehouseFiles> shown =
                List.of(WarehouseFiles.open("/data/one", Map.of()), WarehouseFiles.open("s3://bucket/two", Map.of()));
        try (ConsoleServer server = Console.start(new ConsoleSettings("127.0.0.1", 0, state), shown)) {
            assertThat(OpenConsole.of(state)).singleElement().satisfies(console -> {
                assertThat(console.pageOf("s3://bucket/two", "my run")).contains(server.url() + "run/1/my%20run");
                assertThat(console.pageOf("/data/other", "r")).isEmpty();
            });
            assertThat(Files.readString(state.resolve("open-" + server.port() + ".json")))
                    .doesNotContain("hk-");
        }
        assertThat(OpenConsole.of(state)).isEmpty();
    }

    @Test
    void oneThatWasKilledIsPassedOver() throws IOException {
        JobProcess self = JobProcess.current();
        JobProcess earlier = new JobProcess(self.pid(), Instant.EPOCH);
        new OpenConsole("http://127.0.0.1:1/", 1, earlier, List.of("/data/one")).announce(state);
        assertThat(OpenConsole.of(state)).isEmpty();

        new OpenConsole("http://127.0.0.1:2/", 2, self, List.of("/data/one")).announce(state);
        assertThat(state.resolve("open-1.json")).doesNotExist();
        Files.writeString(state.resolve("open-3.json"), "{half");
        assertThat(OpenConsole.of(state)).extracting(OpenConsole::port).containsExactly(2);
    }

    @Test
    void aFolderThatIsNotThereHasNone() {
        assertThat(OpenConsole.of(state.resolve("none"))).isEmpty();
    }
}
