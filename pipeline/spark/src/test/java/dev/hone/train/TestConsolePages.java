package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import dev.hone.ConsoleBrowser;
import dev.hone.SparkTest;
import dev.hone.serving.Console;
import dev.hone.serving.ConsoleSettings;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.table.WarehouseFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was trained, as the console shows it: what it answers, and what a browser makes of it. */
class TestConsolePages extends SparkTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static ConsoleServer server;

    @BeforeAll
    static void start() {
        server = Console.start(
                new ConsoleSettings("127.0.0.1", 0, folder.resolve("state")),
                List.of(WarehouseFiles.open(SmallRun.undisturbed().toString(), Map.of())));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theRunIsAmongTheRuns() throws Exception {
        JsonNode runs = json("api/runs").path(0).path("runs");
        assertThat(runs).hasSize(1);
        assertThat(runs.path(0).path("run").asText()).isEqualTo(SmallRun.RUN_ID);
        assertThat(runs.path(0).path("state").asText()).isEqualTo("completed");
        assertThat(runs.path(0).path("steps").asInt()).isEqualTo(SmallRun.STEPS);
        assertThat(runs.path(0).path("rewards")).hasSize(SmallRun.STEPS);
        assertThat(runs.path(0).path("tuned").isNumber()).isTrue();
    }

    @Test
    void aRunHasItsCurvesItsSettingsAndACsv() throws Exception {
        JsonNode run = json("api/run/0/" + SmallRun.RUN_ID);
        assertThat(run.path("series").path("step")).hasSize(SmallRun.STEPS);
        assertThat(run.path("series").path("reward")).hasSize(SmallRun.STEPS).allMatch(JsonNode::isNumber);
        assertThat(run.path("series").path("validation/accuracy").path(0).isNull())
                .isTrue();
        assertThat(run.path("meaning").path("reward").path("formula").asText()).isNotEmpty();
        assertThat(run.path("settings").path("train.learningRate").asText()).isEqualTo("0.001");
        assertThat(run.path("base").isNumber()).isTrue();
        assertThat(run.path("tuned").isNumber()).isTrue();
        assertThat(run.path("gain").path("low").asDouble())
                .isLessThanOrEqualTo(run.path("gain").path("mean").asDouble());
        assertThat(run.path("series").path("reward_margin")).allMatch(JsonNode::isNumber);
        assertThat(json("api/run/0/" + SmallRun.RUN_ID + "/lineage").findValuesAsText("name"))
                .contains("prompts", "base model", "rollouts", "adapter");
        String csv = get("api/run/0/" + SmallRun.RUN_ID + "/steps.csv").body();
        assertThat(csv.lines()).hasSize(1 + SmallRun.STEPS);
        assertThat(csv).startsWith("step,").contains(",reward,");
    }

    @Test
    void aStepHasItsGroupsWithWhatEachCompletionWasPaid() throws Exception {
        JsonNode groups = json("api/run/0/" + SmallRun.RUN_ID + "/rollouts/1");
        assertThat(groups.size()).isPositive();
        for (JsonNode group : groups) {
            assertThat(group.path("messages").isArray()).isTrue();
            assertThat(group.path("reference").asText()).contains("damaged");
            assertThat(group.path("completions")).hasSize(4).allMatch(one -> one.has("reward") && one.has("advantage"));
        }
        assertThat(json("api/run/0/" + SmallRun.RUN_ID + "/rollouts/99")).isEmpty();
    }

    @Test
    void theTextsOfACompletionsTokensMakeItsText() throws Exception {
        JsonNode group = json("api/run/0/" + SmallRun.RUN_ID + "/rollouts/1").path(0);
        JsonNode pieces = json("api/run/0/" + SmallRun.RUN_ID + "/rollouts/1/tokens?prompt="
                + group.path("prompt_id").asText());
        assertThat(pieces).hasSize(4);
        for (JsonNode completion : group.path("completions")) {
            List<String> texts = new ArrayList<>();
            pieces.path(completion.path("sample").asText()).forEach(piece -> texts.add(piece.asText()));
            assertThat(texts).hasSize(completion.path("logprobs").size());
            assertThat(String.join("", texts))
                    .isEqualTo(completion.path("completion").asText());
        }
        assertThat(get("api/run/0/" + SmallRun.RUN_ID + "/rollouts/1/tokens").statusCode())
                .isEqualTo(400);
    }

    @Test
    void tokensAreColouredAndALinkShowsThemAgain() {
        try (ConsoleBrowser browser = new ConsoleBrowser()) {
            Page page = browser.page();
            page.navigate(server.url() + "run/0/" + SmallRun.RUN_ID + "/rollouts/2#key="
                    + Console.keys(folder.resolve("state")).key(Scope.VIEW));
            page.waitForSelector(".group");
            assertThat(page.locator("pre.tokens").count()).isZero();
            page.keyboard().press("t");
            page.waitForSelector("pre.tokens .rare");
            browser.assertAccessible();
            page.selectOption("text=Order", "most surprising");
            assertThat(page.url()).endsWith("/rollouts/2?order=most+surprising&tokens=yes");
            page.reload();
            page.waitForSelector("pre.tokens span");
            assertThat(page.inputValue("text=Order")).isEqualTo("most surprising");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void theDataAndTheRewardOfARunAreShownAndAnAnswerThatIsTypedInIsScored() throws Exception {
        JsonNode spans = json("api/run/0/" + SmallRun.RUN_ID + "/reward").path("spans");
        assertThat(spans).hasSize(SmallRun.STEPS).allMatch(span -> span.path("median")
                .isNumber());
        try (ConsoleBrowser browser = new ConsoleBrowser()) {
            Page page = browser.page();
            page.navigate(server.url() + "#key="
                    + Console.keys(folder.resolve("state")).key(Scope.ADMIN));
            page.click("text=" + SmallRun.RUN_ID);
            page.click("nav >> text=Data");
            page.waitForSelector(".bars");
            assertThat(page.innerText("h1")).isEqualTo("Data set d");
            browser.assertAccessible();
            page.goBack();
            page.click("nav >> text=Reward");
            page.waitForSelector(".chart canvas");
            page.fill("textarea", page.innerText(".trial .sample code"));
            page.click("button:has-text('Score')");
            page.waitForSelector("[aria-live] .state.good");
            browser.assertAccessible();
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void onlyTheAdminKeyScoresAnswers() throws Exception {
        HttpRequest request = request("api/run/0/" + SmallRun.RUN_ID + "/reward/score")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theBaseAndTheTunedPolicyAnswerTheSamePrompts() throws Exception {
        JsonNode answers = json("api/run/0/" + SmallRun.RUN_ID + "/answers/test");
        assertThat(answers.path("tuned_step").asInt()).isPositive();
        assertThat(answers.path("pairs")).hasSize(4).allSatisfy(pair -> {
            assertThat(pair.path("reference").asText()).contains("damaged");
            assertThat(pair.path("base")).hasSize(1).allMatch(one -> one.has("reward"));
            assertThat(pair.path("tuned")).hasSize(1).allMatch(one -> one.has("reward"));
        });
        assertThat(get("api/run/0/" + SmallRun.RUN_ID + "/answers/train").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        assertThat(get("api/run/0/none").statusCode()).isEqualTo(404);
        assertThat(get("api/run/7/" + SmallRun.RUN_ID).statusCode()).isEqualTo(404);
        assertThat(get("api/run/x/" + SmallRun.RUN_ID).body()).contains("must be a whole number");
        assertThat(get("api/run/0/%27%20OR%20%271%27=%271").statusCode()).isEqualTo(404);
    }

    @Test
    void aBrowserGoesFromTheRunsToTheRolloutsByKeyboardAndMouse() {
        try (ConsoleBrowser browser = new ConsoleBrowser()) {
            Page page = browser.page();
            page.navigate(server.url() + "#key="
                    + Console.keys(folder.resolve("state")).key(Scope.VIEW));
            page.waitForSelector("text=" + SmallRun.RUN_ID);
            browser.assertAccessible();
            page.click("text=" + SmallRun.RUN_ID);
            page.waitForSelector(".chart canvas");
            assertThat(page.url()).doesNotContain("hk-");
            assertThat(page.title()).isEqualTo(SmallRun.RUN_ID + " – Hone");
            assertThat(page.waitForDownload(() -> page.click("[aria-label='Reward as CSV']"))
                            .suggestedFilename())
                    .isEqualTo("Reward.csv");
            page.click("text=Where it comes from");
            page.waitForSelector(".lineage li");
            browser.assertAccessible();
            page.click("text=Rollouts of the last step");
            page.waitForSelector(".group");
            browser.assertAccessible();
            page.keyboard().press("j");
            assertThat(page.evaluate("document.activeElement.className")).isEqualTo("group");
            page.keyboard().press("/");
            page.keyboard().type("no such text anywhere");
            page.waitForSelector("text=0 of ");
            assertThat(page.locator(".group").count()).isZero();
            page.navigate(server.url() + "run/0/" + SmallRun.RUN_ID + "/answers/test#p20%2Fbase%2F0");
            page.waitForFunction("() => document.activeElement.id === 'p20/base/0'");
            browser.assertAccessible();
            assertThat(browser.problems()).isEmpty();
        }
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient().send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .header(
                        "Authorization",
                        "Bearer " + Console.keys(folder.resolve("state")).key(Scope.VIEW));
    }
}
