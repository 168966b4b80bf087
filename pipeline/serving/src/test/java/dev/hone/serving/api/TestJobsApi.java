package dev.hone.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.serving.Console;
import dev.hone.serving.ConsoleSettings;
import dev.hone.serving.http.AccessKeys;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.table.WarehouseFiles;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, watching, stopping and resuming jobs as the pages do it, and what they are refused. */
class TestJobsApi {

    /** Works until the file is there by which hone stop asks. */
    private static final String CHILD =
            "echo \"began $*\"; while [ ! -e \"$0\" ]; do sleep 0.05; done; echo 'stopped after step 3'";

    @TempDir
    private Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path warehouse;
    private Path stop;
    private ConsoleServer server;
    private String admin;
    private String view;

    @BeforeEach
    void start() throws Exception {
        warehouse = temp.resolve("warehouse");
        stop = warehouse.resolve("_runs/mine/stop");
        Path state = temp.resolve("state");
        server = Console.start(
                new ConsoleSettings("127.0.0.1", 0, state),
                List.of(WarehouseFiles.open(warehouse.toString(), Map.of())),
                words -> Stream.concat(Stream.of("sh", "-c", CHILD, stop.toString()), words.stream())
                        .toList());
        AccessKeys keys = Console.keys(state);
        admin = keys.key(Scope.ADMIN);
        view = keys.key(Scope.VIEW);
    }

    @AfterEach
    void end() throws Exception {
        for (JsonNode job : json(send(get("/api/jobs"), admin))) {
            if (!job.path("over").asBoolean()) {
                send(post("/api/jobs/" + job.path("job").asText() + "/end", "{}"), admin);
                await(job.path("job").asText(), "ended");
            }
        }
        server.close();
    }

    @Test
    void aJobIsStartedWatchedStoppedAndResumed() throws Exception {
        HttpResponse<String> started = send(post("/api/jobs", start(spec("mine"))), admin);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        String id = json(started).path("job").asText();
        await(id, "running");
        send(post("/api/jobs/" + id + "/stop", "{}"), admin);
        JsonNode stopped = await(id, "ended");
        assertThat(stopped.path("reason").asText()).isEqualTo("stopped as asked");
        assertThat(stopped.path("spec").asText()).isEqualTo(spec("mine"));
        assertThat(json(send(get("/api/jobs/" + id + "/log/end"), view))
                        .path("text")
                        .asText())
                .contains("began run --spec", "stopped after step 3");
        Files.delete(stop);
        send(post("/api/jobs/" + id + "/resume", "{}"), admin);
        assertThat(await(id, "running").path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void whoMayOnlyLookChangesNothing() throws Exception {
        for (HttpRequest.Builder request : List.of(
                post("/api/jobs", start(spec("mine"))),
                post("/api/spec", "{}"),
                post("/api/uploads/jsonl", "{}"),
                post("/api/jobs/job-0000000000000-aaaaa/stop", "{}"))) {
            assertThat(send(request, view).statusCode()).isEqualTo(403);
        }
        assertThat(send(post("/api/jobs", start(spec("mine"))).header("Origin", "http://evil.example"), admin)
                        .statusCode())
                .isEqualTo(403);
        assertThat(json(send(get("/api/jobs"), view))).isEmpty();
        assertThat(temp.resolve("state/uploads")).doesNotExist();
    }

    @Test
    void anIdLeadsToNoOtherFolder() throws Exception {
        for (String id : List.of("..", "%2e%2e", "..%2f..%2fetc", "lock", "job-1")) {
            assertThat(send(get("/api/jobs/" + id), admin).statusCode()).as(id).isBetween(400, 404);
            assertThat(send(get("/api/jobs/" + id + "/log/0"), admin).statusCode())
                    .as(id)
                    .isBetween(400, 404);
        }
    }

    @Test
    void problemsOfASpecificationAreSaidByTheirKeysAndNothingIsStarted() throws Exception {
        String wrong = spec("mine").replace("batchSize: 8", "batchSize: 0");
        JsonNode findings = json(send(post("/api/spec", start(wrong)), admin));
        assertThat(findings.path("errors").findValuesAsText("path")).containsExactly("train.batchSize");
        assertThat(send(post("/api/jobs", start(wrong)), admin).body()).contains("train.batchSize");
        assertThat(json(send(get("/api/jobs"), admin))).isEmpty();
        JsonNode right = json(send(post("/api/spec", start(spec("mine"))), admin));
        assertThat(right.path("errors")).isEmpty();
        assertThat(right.at("/values/train.learningRate/source").asText()).startsWith("by model");
    }

    @Test
    void aRunGoesOnlyIntoAWarehouseThatIsShown() throws Exception {
        String elsewhere =
                spec("mine").replace(warehouse.toString(), temp.resolve("other").toString());
        assertThat(send(post("/api/jobs", start(elsewhere)), admin)).satisfies(refused -> {
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains(warehouse.toString());
        });
    }

    @Test
    void filesThatAreSentGetNamesOfTheConsolesOwn() throws Exception {
        JsonNode kept = json(send(post("/api/uploads/jsonl", "{\"messages\":[]}\n"), admin));
        Path path = Path.of(kept.path("path").asText());
        assertThat(path).hasParent(temp.resolve("state/uploads")).hasContent("{\"messages\":[]}\n");
        assertThat(send(post("/api/uploads/..%2fx", "{}"), admin).statusCode()).isEqualTo(400);
    }

    @Test
    void filesAboveTheLimitAreRefusedAndNothingOfThemStays() throws Exception {
        Path uploads = temp.resolve("few");
        try (ConsoleServer small = ConsoleServer.start(
                "127.0.0.1",
                0,
                Console.keys(temp.resolve("state")),
                new NewRunApi(new Places(List.of()), uploads, 1_000).routes())) {
            URI to = URI.create(small.url() + "api/uploads/jsonl");
            HttpRequest.Builder announced =
                    HttpRequest.newBuilder(to).POST(HttpRequest.BodyPublishers.ofString("x".repeat(2_000)));
            HttpRequest.Builder chunked = HttpRequest.newBuilder(to)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2_000])));
            assertThat(send(announced, admin).statusCode()).isEqualTo(413);
            assertThat(uploads).doesNotExist();
            assertThat(send(chunked, admin).statusCode()).isEqualTo(413);
            assertThat(uploads).isEmptyDirectory();
        }
    }

    @Test
    void theFormKnowsEveryKeyAndTemplate() throws Exception {
        JsonNode choices = json(send(get("/api/new"), view));
        assertThat(choices.path("keys").findValuesAsText("name"))
                .contains("run", "sources", "batchSize", "learningRate", "evalInterval");
        assertThat(choices.path("templates").findValuesAsText("name")).contains("python", "judge_rubric", "math");
        assertThat(choices.path("warehouses").get(0).asText()).isEqualTo(warehouse.toString());
    }

    private String spec(String run) {
        String repository = System.getProperty("hone.repository");
        return """
                run: %s
                warehouse: %s
                model: {path: %s/conf/demo-policy}
                ingest: {sources: [{path: %s/conf/tasks/json.jsonl}]}
                train: {batchSize: 8, maxSteps: 3}
                reward: {kind: json_fields}
                """
                .formatted(run, warehouse, repository, repository);
    }

    private static String start(String spec) {
        return JsonNodeFactory.instance.objectNode().put("spec", spec).toString();
    }

    private JsonNode await(String id, String state) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while (true) {
            JsonNode job = json(send(get("/api/jobs/" + id), view));
            if (job.path("state").asText().equals(state)) {
                return job;
            }
            assertThat(Instant.now()).as(job::toString).isBefore(end);
            Thread.sleep(20);
        }
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path.substring(1)));
    }

    private HttpRequest.Builder post(String path, String body) {
        return get(path).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String key) throws Exception {
        return client.send(
                request.header("Authorization", "Bearer " + key).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
