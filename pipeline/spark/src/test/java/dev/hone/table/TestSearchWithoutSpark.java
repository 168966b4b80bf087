package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.SparkTest;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.schema.RolloutRow;
import dev.hone.serving.Console;
import dev.hone.serving.ConsoleSettings;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.run.RolloutSearch;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.WarehouseFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search of a whole run, over tables that Spark wrote in a commit for each step. */
class TestSearchWithoutSpark extends SparkTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path state;

    private WarehouseFiles files;

    @BeforeEach
    void writeThreeSteps() {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        warehouse.rollouts().createIfAbsent();
        for (int step = 1; step <= 3; step++) {
            warehouse
                    .rollouts()
                    .append(
                            warehouse.rollouts().nextCommit("r"),
                            List.of(
                                    rollout("r", step, 0, "It is a Cat, of step " + step),
                                    rollout("r", step, 1, "A dog.")));
        }
        warehouse.rollouts().append(warehouse.rollouts().nextCommit("other"), List.of(rollout("other", 1, 0, "a cat")));
        files = WarehouseFiles.open(warehouse.path(), Map.of());
    }

    @Test
    void theNewestHitsComeFirstAndThoseOfOtherRunsNotAtAll() throws IOException {
        List<RolloutSearch.Hit> hits = hits(new RolloutSearch.Query("cat, OF", 0, 9));

        assertThat(hits).extracting(RolloutSearch.Hit::step).containsExactly(3, 2, 1);
        assertThat(hits.get(0)).isEqualTo(new RolloutSearch.Hit(3, "p", 0, "It is a ", "Cat, of", " step 3"));
    }

    @Test
    void onlyTheStepsThatAreAskedForAreSearched() throws IOException {
        assertThat(hits(new RolloutSearch.Query("cat", 2, 2)))
                .extracting(RolloutSearch.Hit::step)
                .containsExactly(2);
    }

    @Test
    void aSearchThatHasEnoughReadsNoMore() throws IOException {
        List<Integer> seen = new ArrayList<>();
        new RolloutSearch(files.tables()).of("r", new RolloutSearch.Query("cat", 0, 9), (hits, file, all) -> {
            seen.add(file);
            return hits.isEmpty();
        });

        assertThat(seen).containsExactly(1);
    }

    @Test
    void aPageIsSentHitsProgressAndTheEnd() throws Exception {
        try (ConsoleServer server = Console.start(new ConsoleSettings("127.0.0.1", 0, state), List.of(files))) {
            List<String> events = events(server, "text=" + URLEncoder.encode("a cat", StandardCharsets.UTF_8));

            assertThat(events).filteredOn("event: hit"::equals).hasSize(3);
            assertThat(events.get(0)).isEqualTo("event: hit");
            JsonNode first = JSON.readTree(events.get(1).substring("data: ".length()));
            assertThat(first.path("step").asInt()).isEqualTo(3);
            assertThat(first.path("match").asText()).isEqualTo("a Cat");
            assertThat(events).contains("event: progress").endsWith("event: end", "data: {\"more\":false}");
        }
    }

    @Test
    void aSearchForNothingIsRefused() throws Exception {
        try (ConsoleServer server = Console.start(new ConsoleSettings("127.0.0.1", 0, state), List.of(files))) {
            assertThat(String.join("", events(server, "text="))).contains("\"status\":400", "Say what to search for");
        }
    }

    private List<RolloutSearch.Hit> hits(RolloutSearch.Query query) throws IOException {
        List<RolloutSearch.Hit> all = new ArrayList<>();
        TableReader tables = files.tables();
        new RolloutSearch(tables).of("r", query, (hits, file, count) -> all.addAll(hits) || hits.isEmpty());
        return all;
    }

    /** The lines of the answer that are not empty. */
    private List<String> events(ConsoleServer server, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "api/run/0/r/search?" + query))
                .header("Authorization", "Bearer " + Console.keys(state).key(Scope.VIEW))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static RolloutRow rollout(String run, int step, int sample, String completion) {
        return new RolloutRow(
                run,
                step,
                "p",
                sample,
                0,
                "sha",
                42L,
                completion,
                List.of(5, 6),
                List.of(-0.5f, -1f),
                CompletionParts.answerOnly(completion),
                List.of(),
                "end_of_sequence",
                7,
                0,
                12,
                "h",
                "a processor",
                Instant.parse("2026-03-07T14:05:09Z"));
    }
}
