package dev.hone.grader.python.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.python.PythonCall;
import dev.hone.grader.python.PythonException;
import dev.hone.grader.python.PythonFailure;
import dev.hone.grader.python.PythonPool;
import dev.hone.grader.python.PythonResult;
import dev.hone.grader.python.PythonSettings;
import dev.hone.grader.python.PythonSource;
import dev.hone.grader.sandbox.InstalledSandbox;
import dev.hone.grader.sandbox.SandboxOptions;
import dev.hone.reward.RewardResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reward files as users write them, hostile ones too, against what a careful caller concludes. */
class TestRewardContract {

    private static final Path FOLDER =
            Path.of(System.getProperty("hone.shared", "../shared"), "fixtures/graders/reward_contract");
    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void needsFixturesAndBubblewrap() {
        assumeThat(FOLDER).as("the golden cases of graders are not here").exists();
        InstalledSandbox.assume();
    }

    static Stream<JsonNode> cases() throws IOException {
        if (!Files.exists(FOLDER)) {
            return Stream.of(JSON.createObjectNode()); // skipped by the assumption
        }
        return StreamSupport.stream(read("expected.json").path("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFileEndsAsACarefulCallerConcludes(JsonNode expected) throws Exception {
        JsonNode limits = read("expected.json").path("limits");
        PythonSettings settings = PythonSettings.standard()
                .withWorkers(1)
                .withTimeoutSeconds(timeoutSeconds(expected, limits))
                .withSandbox(SandboxOptions.standard()
                        .withMemoryMegabytes((int) (limits.path("memory_bytes").asLong() >> 20)));
        try (ServerSocket canary = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            JsonNode event = event(expected.path("event").asText(), canary.getLocalPort());

            Conclusion conclusion = conclude(expected.path("file").asText(), event, settings);

            assertThat(conclusion.batchError.map(PythonFailure::kind)).isEqualTo(text(expected.path("batch_error")));
            text(expected.path("message"))
                    .ifPresent(message ->
                            assertThat(conclusion.batchError.get().message()).contains(inOurWords(message)));
            assertThat(conclusion.rows).isEqualTo(rows(expected.path("rows")));
            assertThat(conclusion.unknownIds).isEqualTo(texts(expected.path("unknown_ids")));
            assertThat(conclusion.badMetrics)
                    .isEqualTo(expected.path("bad_metrics").asInt());
        }
        assertThat(FOLDER.resolve("left_behind.txt")).doesNotExist();
        assertThat(Stream.concat(ProcessHandle.current().descendants(), marked())
                        .filter(ProcessHandle::isAlive))
                .as("no process is left")
                .allSatisfy(left -> left.onExit().get(20, TimeUnit.SECONDS));
    }

    @Test
    void whatAFilePrintsIsKeptAndNeverReadAsAReply() throws Exception {
        try (PythonPool pool = PythonPool.open(source("prints_to_stdout.py"), PythonSettings.standard())) {
            PythonResult result = pool.call("lambda_handler", List.of(PythonCall.lambda(event("five", 0))))
                    .get(0);

            assertThat(result.printed()).contains("-99.0", "a warning on stderr", "a line without an end");
            assertThat(result).isInstanceOf(PythonResult.Returned.class);
        }
    }

    @Test
    void aChanceScoreIsNotTheSameTwice() throws Exception {
        try (PythonPool pool = PythonPool.open(source("random_score.py"), PythonSettings.standard())) {
            JsonNode event = event("five", 0);

            assertThat(LambdaBatch.score(pool, "lambda_handler", event, OptionalDouble.empty())
                            .results())
                    .isNotEqualTo(LambdaBatch.score(pool, "lambda_handler", event, OptionalDouble.empty())
                            .results());
        }
    }

    /** That of the golden cases where it is to be reached; else more, since machines differ. */
    private static int timeoutSeconds(JsonNode expected, JsonNode limits) {
        return expected.path("batch_error").asText().equals("timeout")
                ? limits.path("seconds").asInt()
                : 60;
    }

    /** What a message says besides the names of Python's types, and how many bytes the frame around a reply has. */
    private static String inOurWords(String message) {
        return message.replaceFirst("the reply is \\w+, ", "")
                .replaceFirst("\\d+ bytes", " bytes")
                .replaceFirst("AttributeError: .* '(lambda_handler)'", "$1");
    }

    private record Conclusion(
            Optional<PythonFailure> batchError,
            List<Map<String, Object>> rows,
            List<String> unknownIds,
            int badMetrics) {

        static Conclusion without(PythonFailure failure) {
            return new Conclusion(Optional.of(failure), List.of(), List.of(), 0);
        }
    }

    private static Conclusion conclude(String file, JsonNode event, PythonSettings settings) throws Exception {
        try (PythonPool pool = PythonPool.open(source(file), settings)) {
            if (Handler.in(pool.functions()).isEmpty()) {
                return Conclusion.without(Handler.none(pool.functions()));
            }
            LambdaBatch batch = LambdaBatch.score(pool, "lambda_handler", event, OptionalDouble.empty());
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = 0; i < event.size(); i++) {
                rows.add(row(event.get(i).path("id"), batch.results().get(i), file));
            }
            return new Conclusion(batch.failure(), rows, batch.unknownIds(), batch.badMetrics());
        } catch (PythonException e) {
            return Conclusion.without(e.failure());
        }
    }

    private static Map<String, Object> row(JsonNode id, RewardResult result, String file) {
        Map<String, Object> row = new TreeMap<>(Map.of("id", id));
        if (result.error().isPresent()) {
            row.put("error", result.error().get().split(":", 2)[0]);
        } else if (List.of("random_score.py", "remembers.py").contains(file)) {
            row.put("score", "any");
        } else {
            Map<String, Double> metrics = new TreeMap<>(result.components());
            metrics.putAll(result.metrics());
            row.put("score", result.reward().getAsDouble());
            row.put("metrics", metrics);
        }
        return row;
    }

    private static List<Map<String, Object>> rows(JsonNode expected) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode row : expected) {
            Map<String, Object> made = new TreeMap<>(Map.of("id", row.path("id")));
            if (row.has("error")) {
                made.put("error", row.path("error").asText());
            } else {
                made.put(
                        "score",
                        row.path("score").isNumber()
                                ? row.path("score").asDouble()
                                : row.path("score").asText());
            }
            if (row.has("metrics")) {
                Map<String, Double> metrics = new TreeMap<>();
                row.path("metrics")
                        .properties()
                        .forEach(metric ->
                                metrics.put(metric.getKey(), metric.getValue().asDouble()));
                made.put("metrics", metrics);
            }
            rows.add(made);
        }
        return rows;
    }

    private static PythonSource source(String file) throws IOException {
        return new PythonSource(file, Files.readString(FOLDER.resolve(file)));
    }

    private static JsonNode event(String name, int canaryPort) throws IOException {
        JsonNode event = read("events.json").path(name);
        event.findParents("canary_port").forEach(place -> ((ObjectNode) place).put("canary_port", canaryPort));
        return event;
    }

    private static Stream<ProcessHandle> marked() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("hone-fixture-child"));
    }

    private static JsonNode read(String file) throws IOException {
        return JSON.readTree(FOLDER.resolve(file).toFile());
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::toString)
                .toList();
    }
}
