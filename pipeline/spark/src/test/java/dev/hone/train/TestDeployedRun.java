package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import dev.hone.ConsoleBrowser;
import dev.hone.SparkTest;
import dev.hone.error.ConfigException;
import dev.hone.policy.serve.ServingSettings;
import dev.hone.serving.Console;
import dev.hone.serving.PolicyServer;
import dev.hone.serving.ServeSettings;
import dev.hone.serving.deploy.AdapterFolders;
import dev.hone.serving.deploy.Deployment;
import dev.hone.serving.deploy.DeploymentStore;
import dev.hone.serving.deploy.Target;
import dev.hone.serving.deploy.TrainedPolicy;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.table.WarehouseFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies of a trained run behind names: found, checked against what they sampled in training, and changed while clients ask. */
class TestDeployedRun extends SparkTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUESTION =
            """
            {"model": "mail", "temperature": 0, "max_tokens": 24,
             "messages": [{"role": "user", "content": "The lamp of order 12 arrived broken"}]}
            """;

    @TempDir
    private Path state;

    private final WarehouseFiles warehouse =
            WarehouseFiles.open(SmallRun.undisturbed().toString(), Map.of());
    private final HttpClient client = HttpClient.newHttpClient();
    private DeploymentStore store;
    private ConsoleServer server;

    @BeforeEach
    void start() {
        store = new DeploymentStore(ServeSettings.deployments(state));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aPolicyIsServedOnceItAnswersAsInTraining() throws Exception {
        store.want("mail", target(2));
        serve();
        Deployment mail = store.find("mail").orElseThrow();
        assertThat(mail.state()).isEqualTo(Deployment.State.ACTIVE);
        assertThat(mail.reason()).containsPattern("[1-8] rollouts that it sampled, replayed: log-probabilities within");
        assertThat(ask().path("system_fingerprint").asText())
                .endsWith(target(2).adapterSha().substring(0, 8));
    }

    @Test
    void whileClientsAskAnotherPolicyTakesOverAndNoAnswerIsOfBoth() throws Exception {
        store.want("mail", target(2));
        serve();
        String before =
                ask().path("choices").path(0).path("message").path("content").asText();
        AtomicBoolean over = new AtomicBoolean();
        Map<String, Set<String>> answers = new HashMap<>();
        List<CompletableFuture<Void>> clients = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    while (!over.get()) {
                        JsonNode answer = ask();
                        synchronized (answers) {
                            answers.computeIfAbsent(
                                            answer.path("system_fingerprint").asText(), none -> new HashSet<>())
                                    .add(answer.path("choices")
                                            .path(0)
                                            .path("message")
                                            .path("content")
                                            .asText());
                        }
                    }
                }))
                .toList();
        store.want("mail", target(4));
        await(target(4));
        Thread.sleep(500);
        over.set(true);
        clients.forEach(CompletableFuture::join);
        assertThat(answers).hasSize(2).allSatisfy((policy, texts) -> assertThat(texts)
                .hasSize(1));
        assertThat(answers.entrySet().stream()
                        .filter(entry ->
                                entry.getKey().endsWith(target(2).adapterSha().substring(0, 8)))
                        .flatMap(entry -> entry.getValue().stream()))
                .containsExactly(before);
    }

    @Test
    void aTargetThatCannotBeLoadedLeavesTheOneBeforeInPlaceAndSaysWhy() throws Exception {
        store.want("mail", target(2));
        serve();
        Target gone =
                new Target(target(2).warehouse(), "no-such-run", 1, target(2).model(), "sha");
        store.want("mail", gone);
        for (int look = 0; look < 100 && state("mail") != Deployment.State.UPDATE_FAILED; look++) {
            Thread.sleep(100);
        }
        Deployment mail = store.find("mail").orElseThrow();
        assertThat(mail.state()).isEqualTo(Deployment.State.UPDATE_FAILED);
        assertThat(mail.reason()).contains("there is no run no-such-run");
        assertThat(mail.serving()).hasValue(target(2));
        assertThat(ask().path("system_fingerprint").asText())
                .endsWith(target(2).adapterSha().substring(0, 8));
    }

    @Test
    void aServerThatWasKilledServesTheSameAgain() throws Exception {
        store.want("mail", target(4));
        serve();
        String answer =
                ask().path("choices").path(0).path("message").path("content").asText();
        server.close();
        serve();
        assertThat(ask().path("choices").path(0).path("message").path("content").asText())
                .isEqualTo(answer);
    }

    @Test
    void thePlaygroundAsksBothSideBySideScoresThemAndKeepsTheQuestion() throws Exception {
        store.want("mail", target(2));
        store.want("newest", target(4));
        serve();
        try (ConsoleBrowser browser = new ConsoleBrowser()) {
            Page page = browser.page();
            page.navigate(server.url() + "playground#key=" + Console.keys(state).key(Scope.ADMIN));
            page.fill("text=Question", "The lamp of order 12 arrived broken");
            page.fill("text=Reference answer", "{\"intent\": \"damaged\", \"order\": \"12\"}");
            page.fill("text=max tokens", "24");
            page.click("button:text-is('Ask')");
            page.waitForFunction("() => document.querySelectorAll('.completion .state').length === 2");
            assertThat(page.innerText("[aria-label=newest] pre")).isNotBlank();
            browser.assertAccessible();
            page.click("text=Keep as test case");
            page.waitForSelector("text=Kept in");
            assertThat(browser.problems()).isEmpty();
        }
        assertThat(Files.readAllLines(state.resolve("test-cases.jsonl")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("The lamp of order 12 arrived broken", "reference_answer");
    }

    @Test
    void whatIsNotThereOrHasNoNameIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> TrainedPolicy.read(warehouse, "none", OptionalInt.empty()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no run none");
        assertThatThrownBy(() -> TrainedPolicy.read(warehouse, SmallRun.RUN_ID, OptionalInt.of(99)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no checkpoint of step 99");
        assertThatThrownBy(() -> store.want("../mail", target(2)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is no name of a deployment");
        assertThat(store.names()).isEmpty();
    }

    private Target target(int step) {
        return TrainedPolicy.read(warehouse, SmallRun.RUN_ID, OptionalInt.of(step))
                .target();
    }

    private void serve() {
        server = PolicyServer.start(
                new ServeSettings(
                        "127.0.0.1",
                        0,
                        state,
                        List.of(),
                        new AdapterFolders(List.of()),
                        Optional.empty(),
                        new ServingSettings(8, 64 << 20, 16 << 20, 64, 1, 2),
                        true),
                List.of(),
                Map.of());
    }

    private void await(Target target) throws InterruptedException {
        for (int look = 0; look < 100; look++) {
            if (store.find("mail")
                    .flatMap(Deployment::serving)
                    .filter(target::equals)
                    .isPresent()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not served in time: " + store.find("mail"));
    }

    private Deployment.State state(String name) {
        return store.find(name).orElseThrow().state();
    }

    private JsonNode ask() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "v1/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return JSON.readTree(response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
