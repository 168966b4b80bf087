package dev.hone.serving.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.serving.Console;
import dev.hone.serving.ConsoleSettings;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.table.WarehouseFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console whose state lies on a real file system of 4 MB that is full; needs the right to mount one. */
class TestFullDisk {

    @TempDir
    private Path temp;

    private Path disk;
    private boolean mounted;
    private ConsoleServer server;

    @BeforeEach
    void start() throws Exception {
        disk = Files.createDirectory(temp.resolve("disk"));
        mounted = command("mount", "-t", "tmpfs", "-o", "size=4m", "none", disk.toString());
        assumeTrue(mounted, "nobody but root may mount a file system");
        server = Console.start(
                new ConsoleSettings("127.0.0.1", 0, disk.resolve("state")),
                List.of(WarehouseFiles.open(temp.resolve("warehouse").toString(), Map.of())),
                words -> List.of("true"));
    }

    @AfterEach
    void end() throws Exception {
        if (mounted) {
            server.close();
            command("umount", disk.toString());
        }
    }

    @Test
    void aFileThatIsSentIsRefusedAndNothingOfItStays() throws Exception {
        fill(1 << 20);
        HttpResponse<String> refused = post("api/uploads/jsonl", "x".repeat(2 << 20));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("No space left on device. See to the disk, then send it again");
        assertThat(disk.resolve("state/uploads")).isEmptyDirectory();
        Files.delete(disk.resolve("filler"));
        assertThat(post("api/uploads/jsonl", "x".repeat(2 << 20)).statusCode()).isEqualTo(200);
    }

    @Test
    void aJobIsRefusedWholeAndStartedWhenThereIsSpace() throws Exception {
        String order = JsonNodeFactory.instance.objectNode().put("spec", spec()).toString();
        fill(0);
        HttpResponse<String> refused = post("api/jobs", order);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("cannot be added to: No space left on device. See to the disk");
        assertThat(get("api/jobs").body()).isEqualTo("[]");
        try (Stream<Path> left = Files.list(disk.resolve("state/jobs"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("lock");
        }
        Files.delete(disk.resolve("filler"));
        assertThat(post("api/jobs", order).statusCode()).isEqualTo(200);
    }

    /** Takes all space but some. */
    private void fill(int freeBytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] page = new byte[4096];
            while (disk.toFile().getUsableSpace() > freeBytes) {
                out.write(page);
            }
        }
    }

    private String spec() {
        String repository = System.getProperty("hone.repository");
        return """
                run: mine
                warehouse: %s
                model: {path: %s/conf/demo-policy}
                ingest: {sources: [{path: %s/conf/tasks/json.jsonl}]}
                train: {batchSize: 8, maxSteps: 3}
                reward: {kind: json_fields}
                """
                .formatted(temp.resolve("warehouse"), repository, repository);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .header(
                        "Authorization",
                        "Bearer " + Console.keys(disk.resolve("state")).key(Scope.ADMIN));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).start().waitFor() == 0;
    }
}
