package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.S3Server;
import dev.hone.jobs.HoneProcess.Ended;
import dev.hone.serving.Console;
import dev.hone.serving.ConsoleSettings;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.storage.S3Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose warehouse is on a real S3 server: watched while its driver writes, stopped from a terminal, and looked at when it is over. */
class TestConsoleOnS3 {

    private static final String BUCKET = "console";
    private static final String WAREHOUSE = "s3a://" + BUCKET + "/hone";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final S3Server s3 = S3Server.shared();
    private ConsoleServer console;
    private HoneProcess training;
    private Process driver;

    @BeforeEach
    void startTrainingAndConsole() throws Exception {
        s3.createBucket(BUCKET);
        training = process("training");
        Path specification = Files.createDirectories(folder.resolve("training"));
        SmallSpecification.write(specification, 100, "kind: normalized_match");
        driver = training.start(Hone.class, List.of("run", "--spec", "spec.yaml", "--set", "warehouse=" + WAREHOUSE));
        Map<String, String> settings = new HashMap<>(S3Settings.hadoopSettings());
        settings.putAll(s3Settings());
        console = Console.start(
                new ConsoleSettings("127.0.0.1", 0, folder.resolve("state")),
                List.of(WarehouseFiles.open(WAREHOUSE, settings)));
    }

    @AfterEach
    void end() throws Exception {
        console.close();
        driver.destroyForcibly().waitFor();
    }

    @Test
    void aLiveRunIsWatchedStoppedAndRead() throws Exception {
        assertThat(json("api/runs").path(0).path("runs"))
                .as("an empty bucket has no run")
                .isEmpty();
        awaitSteps(1);
        JsonNode live = json("api/runs").path(0).path("runs").path(0);
        assertThat(live.path("run").asText()).isEqualTo("r");
        assertThat(live.path("state").asText()).isEqualTo("running");

        HoneProcess watching = process("watching");
        Process watch = watching.start(Hone.class, List.of("watch", "r", "--warehouse", WAREHOUSE));
        List<JsonNode> events = new ArrayList<>();
        HttpResponse<Stream<String>> page = client.send(request("api/run/0/r/events"), BodyHandlers.ofLines());
        watching.awaitOutput(watch, "step ");
        Ended stop = process("stopping").hone("stop", "r", "--warehouse", WAREHOUSE);
        assertThat(stop.out()).startsWith("Run r ends after its current step");
        try (Stream<String> lines = page.body()) {
            lines.filter(line -> line.startsWith("data: {\"")).forEach(line -> events.add(read(line.substring(6))));
        }
        Ended trained = training.ended(driver);
        assertThat(trained.code()).as(trained.out() + trained.err()).isZero();

        List<Integer> steps = steps(events);
        assertThat(steps).as("as they came to the page").isNotEmpty().isSorted().doesNotHaveDuplicates();
        assertThat(events.get(events.size() - 1).path("event").asText()).isEqualTo("ended");
        Ended watched = watching.ended(watch);
        assertThat(watched.out()).endsWith("r is stopped\n");
        assertThat(watched.code()).isZero();
        assertThat(watched.out().lines().filter(line -> line.startsWith("step ")))
                .as(watched.out())
                .doesNotHaveDuplicates()
                .last()
                .asString()
                .startsWith("step " + steps.get(steps.size() - 1) + "/");
        whatIsReadWhenItIsOver(steps.get(steps.size() - 1));
    }

    private void whatIsReadWhenItIsOver(int steps) throws Exception {
        JsonNode run = json("api/run/0/r");
        assertThat(run.path("state").asText()).isEqualTo("stopped");
        assertThat(run.path("series").path("reward")).hasSize(steps);
        assertThat(json("api/run/0/r/rollouts/" + steps))
                .hasSize(8)
                .allSatisfy(group -> assertThat(group.path("completions")).hasSize(4));
        Ended runs = process("runs").hone("runs", "--warehouse", WAREHOUSE);
        assertThat(runs.out()).as(runs.err()).contains("r ", "stopped", steps + "/");
        Ended show = process("show").hone("show", "r", "--warehouse", WAREHOUSE);
        assertThat(show.out()).as(show.err()).startsWith("r  stopped").contains(steps + " of ");
        Ended again = process("stop").hone("stop", "r", "--warehouse", WAREHOUSE);
        assertThat(again.err()).contains("run r is not live");
        assertThat(again.code()).isEqualTo(99);
        Ended none = process("none").hone("show", "other", "--warehouse", WAREHOUSE);
        assertThat(none.err())
                .isEqualTo("error: there is no run other in " + WAREHOUSE + ". hone runs lists the runs\n");
    }

    private void awaitSteps(int count) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (json("api/runs").path(0).path("runs").path(0).path("steps").asInt() < count) {
            assertThat(driver.isAlive()).as("the driver").isTrue();
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(200);
        }
    }

    private static List<Integer> steps(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("event").asText().equals("step"))
                .map(event -> event.path("step").asInt())
                .toList();
    }

    private HoneProcess process(String name) throws IOException {
        HoneProcess process = new HoneProcess(Files.createDirectories(folder.resolve(name)));
        s3Settings().forEach((setting, value) -> process.withOption("-Dspark.hadoop." + setting + "=" + value));
        return process;
    }

    private Map<String, String> s3Settings() {
        return Map.of(
                "fs.s3a.endpoint",
                "http://127.0.0.1:" + s3.port(),
                "fs.s3a.endpoint.region",
                "us-east-1",
                "fs.s3a.path.style.access",
                "true",
                "fs.s3a.connection.ssl.enabled",
                "false",
                "fs.s3a.access.key",
                S3Server.ACCESS_KEY,
                "fs.s3a.secret.key",
                S3Server.SECRET_KEY);
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = client.send(request(path), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer.body());
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(console.url() + path))
                .header(
                        "Authorization",
                        "Bearer " + Console.keys(folder.resolve("state")).key(Scope.VIEW))
                .build();
    }
}
