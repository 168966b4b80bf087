package dev.hone.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.policy.adapter.AdapterInit;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.serve.ServingSettings;
import dev.hone.serving.deploy.AdapterFolders;
import dev.hone.serving.http.ConsoleServer;
import dev.hone.serving.http.Scope;
import dev.hone.serving.key.KeyLimits;
import dev.hone.serving.key.KeyStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo policy behind the endpoint: the wire as OpenAI's clients read it, and what comes from a network besides. */
class TestPolicyServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MODEL = Path.of(System.getProperty("hone.repository", "../.."), "conf", "demo-policy");
    private static final String QUESTION =
            """
            {"model": "demo-policy", "max_tokens": 24, "seed": 3, "messages": [
              {"role": "system", "content": "Sort the mail. Reply with JSON: intent and order."},
              {"role": "user", "content": "Hello team, I want my money back for order 165."}]
            """;

    @TempDir
    private static Path state;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ConsoleServer server;
    private static String key;
    private static String admin;

    @BeforeAll
    static void start() {
        key = new KeyStore(ServeSettings.keys(state))
                .create("tests", Set.of(Scope.INFER), Optional.empty(), KeyLimits.NONE);
        admin = new KeyStore(ServeSettings.keys(state))
                .create("admin", Set.of(Scope.ADMIN), Optional.empty(), KeyLimits.NONE);
        ModelConfig config = ModelDirectory.open(MODEL).config();
        PeftAdapter.write(
                state.resolve("adapters/step-1"),
                AdapterInit.lora(config, AdapterKind.Lora.allLinear(4, 8), 7),
                "demo-policy");
        server = PolicyServer.start(
                new ServeSettings(
                        "127.0.0.1",
                        0,
                        state,
                        List.of(MODEL),
                        new AdapterFolders(List.of(state.resolve("adapters"))),
                        Optional.empty(),
                        new ServingSettings(8, 64 << 20, 16 << 20, 64, 1, 2),
                        false),
                List.of(),
                Map.of());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aChatIsAnsweredWithItsTokensCounted() throws Exception {
        JsonNode answer = json(ask(QUESTION + ", \"n\": 2}"), 200);
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("id").asText()).matches("chatcmpl-[A-Za-z0-9]{24}");
        assertThat(answer.path("choices")).hasSize(2);
        for (JsonNode choice : answer.path("choices")) {
            assertThat(choice.path("message").path("role").asText()).isEqualTo("assistant");
            assertThat(choice.path("message").path("content").asText()).startsWith("{\"intent\"");
            assertThat(choice.path("logprobs").isNull()).isTrue();
            assertThat(choice.path("finish_reason").asText()).isIn("stop", "length");
        }
        JsonNode usage = answer.path("usage");
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(usage.path("prompt_tokens").asInt()
                        + usage.path("completion_tokens").asInt());
    }

    @Test
    void theSameSeedGivesTheSameAnswerAlsoAsAStream() throws Exception {
        String whole = json(ask(QUESTION + "}"), 200)
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asText();
        StringBuilder streamed = new StringBuilder();
        chunks(QUESTION + ", \"stream\": true}")
                .forEach(chunk -> streamed.append(chunk.path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asText("")));
        assertThat(streamed).hasToString(whole);
    }

    @Test
    void aStreamBeginsWithTheRolesInTheirOrderAndEndsWithTheUsage() throws Exception {
        List<JsonNode> chunks =
                chunks(QUESTION + ", \"n\": 3, \"stream\": true, \"stream_options\": {\"include_usage\": true}}");
        for (int g = 0; g < 3; g++) {
            JsonNode choice = chunks.get(g).path("choices").path(0);
            assertThat(choice.path("index").asInt()).isEqualTo(g);
            assertThat(choice.path("delta").path("role").asText()).isEqualTo("assistant");
        }
        assertThat(chunks.subList(3, chunks.size()))
                .noneMatch(chunk -> chunk.path("choices").path(0).path("delta").has("role"));
        assertThat(chunks.stream().filter(chunk -> chunk.path("choices")
                        .path(0)
                        .path("finish_reason")
                        .isTextual()))
                .hasSize(3);
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.path("usage").path("completion_tokens").asInt()).isPositive();
    }

    @Test
    void aStopStringIsNeverSeenNotEvenInAStream() throws Exception {
        String withStop = QUESTION + ", \"stop\": [\"order\\\":\"]";
        JsonNode answer = json(ask(withStop + "}"), 200).path("choices").path(0);
        String content = answer.path("message").path("content").asText();
        assertThat(content).doesNotContain("order\":").endsWith("\"");
        StringBuilder streamed = new StringBuilder();
        chunks(withStop + ", \"stream\": true}")
                .forEach(chunk -> streamed.append(chunk.path("choices")
                        .path(0)
                        .path("delta")
                        .path("content")
                        .asText("")));
        assertThat(streamed).hasToString(content);
    }

    @Test
    void logProbabilitiesComeWithTheMostProbableTokensAndTheirBytes() throws Exception {
        JsonNode content = json(ask(QUESTION + ", \"logprobs\": true, \"top_logprobs\": 2, \"temperature\": 0}"), 200)
                .path("choices")
                .path(0)
                .path("logprobs")
                .path("content");
        assertThat(content).isNotEmpty().allSatisfy(token -> {
            assertThat(token.path("top_logprobs")).hasSize(2);
            assertThat(token.path("top_logprobs").path(0).path("token")).isEqualTo(token.path("token"));
            assertThat(token.path("bytes").size())
                    .isEqualTo(token.path("token").asText().getBytes(StandardCharsets.UTF_8).length);
        });
    }

    @Test
    void aBiasForbidsAToken() throws Exception {
        JsonNode first = json(ask(QUESTION + ", \"temperature\": 0, \"max_tokens\": 1, \"logprobs\": true}"), 200)
                .path("choices")
                .path(0);
        int forbidden = 0;
        for (int id = 0; id < 400; id++) {
            String bias = ", \"temperature\": 0, \"max_tokens\": 1, \"logit_bias\": {\"" + id + "\": -100}}";
            if (!json(ask(QUESTION + bias), 200)
                    .path("choices")
                    .path(0)
                    .path("message")
                    .equals(first.path("message"))) {
                forbidden++;
            }
        }
        assertThat(forbidden).isEqualTo(1);
    }

    @Test
    void aTextGoesOnWholeAndAsAStream() throws Exception {
        String text = "{\"model\": \"demo-policy\", \"prompt\": \"The order\", \"temperature\": 0, \"max_tokens\": 9";
        JsonNode whole = json(post("v1/completions", text + ", \"logprobs\": 1}"), 200);
        JsonNode choice = whole.path("choices").path(0);
        assertThat(choice.path("logprobs").path("tokens"))
                .hasSize(whole.path("usage").path("completion_tokens").asInt());
        StringBuilder streamed = new StringBuilder();
        post("v1/completions", text + ", \"stream\": true}")
                .body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .forEach(line -> streamed.append(read(line.substring("data: ".length()))
                        .path("choices")
                        .path(0)
                        .path("text")
                        .asText()));
        assertThat(streamed).hasToString(choice.path("text").asText());
    }

    @Test
    void tokensGoInAndComeOutWithTheirLogProbabilities() throws Exception {
        String question = "{\"model\": \"demo-policy\", \"token_ids\": [5, 6, 7], \"output_mode\": \"tokens\","
                + " \"sampling_params\": {\"n\": 2, \"max_tokens\": 6, \"logprobs\": 0, \"seed\": 1}}";
        JsonNode answer = json(post("inference/v1/generate", question), 200);
        assertThat(answer.path("output_mode").asText()).isEqualTo("tokens");
        assertThat(answer.path("choices")).hasSize(2).allSatisfy(choice -> {
            assertThat(choice.path("logprobs").path("content")).hasSameSizeAs(choice.path("token_ids"));
            assertThat(choice.path("logprobs")
                            .path("content")
                            .path(0)
                            .path("logprob")
                            .asDouble())
                    .isNegative();
        });
        assertProblem(
                post("inference/v1/generate", question.replace("[5, 6, 7]", "[]")), 400, "invalid_value", "token_ids");
    }

    @Test
    void anAdapterIsLoadedByItsPathAnswersAndGoes() throws Exception {
        String load = "{\"lora_name\": \"a1\", \"lora_path\": \"" + state.resolve("adapters/step-1") + "\"}";
        assertThat(adapters("load", load).body()).isEqualTo("Success: LoRA adapter 'a1' added successfully.");
        assertThat(json(send(request("v1/models/a1")), 200).path("parent").asText())
                .isEqualTo("demo-policy");
        assertThat(json(ask(QUESTION.replace("demo-policy", "a1") + "}"), 200)
                        .path("choices")
                        .path(0)
                        .path("message"))
                .as("an adapter that changes nothing answers as the base")
                .isEqualTo(
                        json(ask(QUESTION + "}"), 200).path("choices").path(0).path("message"));
        assertProblem(adapters("load", load), 400, "invalid_value", "lora_name");
        assertThat(adapters("unload", "{\"lora_name\": \"a1\"}").statusCode()).isEqualTo(200);
        assertProblem(ask(QUESTION.replace("demo-policy", "a1") + "}"), 404, "model_not_found", null);
        assertThat(adapters("unload", "{\"lora_name\": \"a1\"}").statusCode()).isEqualTo(404);
    }

    @Test
    void adaptersOutsideOfTheFoldersAreNotLookedAt() throws Exception {
        for (String path : List.of("/etc", state.resolve("adapters/../keys").toString(), "no\\u0000path")) {
            String load = "{\"lora_name\": \"a2\", \"lora_path\": \"" + path + "\"}";
            assertThat(adapters("load", load).statusCode()).isEqualTo(404);
        }
        assertThat(adapters("load", "{\"lora_name\": \"../a\", \"lora_path\": \"/x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("v1/load_lora_adapter", "{}").statusCode())
                .as("an infer key loads nothing")
                .isEqualTo(403);
    }

    private static HttpResponse<String> adapters(String what, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url() + "v1/" + what + "_lora_adapter"))
                .header("Authorization", "Bearer " + admin)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void whatIsWrongIsSaidWithItsParameterAndCode() throws Exception {
        assertProblem(ask("{}"), 400, "invalid_value", "model");
        assertProblem(ask(QUESTION.replace("demo-policy", "none") + "}"), 404, "model_not_found", null);
        assertProblem(ask(QUESTION + ", \"temperature\": 3}"), 400, "invalid_value", "temperature");
        assertProblem(ask(QUESTION + ", \"n\": 0}"), 400, "invalid_value", "n");
        assertProblem(ask(QUESTION + ", \"best_of\": 2}"), 400, "unsupported_parameter", "best_of");
        assertProblem(ask(QUESTION + ", \"tools\": [{}]}"), 400, "unsupported_parameter", "tools");
        assertProblem(ask(QUESTION.replace("24", "100000") + "}"), 400, "context_length_exceeded", "messages");
        assertProblem(
                ask(QUESTION.replace("24", "100000") + ", \"stream\": true}"),
                400,
                "context_length_exceeded",
                "messages");
        assertProblem(ask("no json"), 400, null, null);
        assertThat(ask(QUESTION + ", \"user\": \"u\", \"service_tier\": \"auto\"}")
                        .headers()
                        .firstValue("x-hone-warning"))
                .hasValue("ignored: service_tier, user");
    }

    @Test
    void nobodyAsksWithoutAKeyOrByAForeignName() throws Exception {
        HttpResponse<String> without = send(HttpRequest.newBuilder(URI.create(server.url() + "v1/models")));
        assertProblem(without, 401, "invalid_api_key", null);
        HttpResponse<String> wrong = send(
                HttpRequest.newBuilder(URI.create(server.url() + "v1/models")).header("Authorization", "Bearer hk-x"));
        assertProblem(wrong, 401, "invalid_api_key", null);
        assertThat(send(request("v1/models").header("Origin", "https://elsewhere.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(URI.create(server.url() + "healthz")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void otherRootsAndHeadersOfKeysWorkToo() throws Exception {
        JsonNode models = json(
                send(HttpRequest.newBuilder(URI.create(server.url() + "openai/v1/models"))
                        .header("api-key", key)),
                200);
        assertThat(models.path("data").path(0).path("id").asText()).isEqualTo("demo-policy");
        assertThat(models.path("data").path(0).path("max_model_len").asInt()).isEqualTo(512);
        assertThat(json(send(request("v1/models/demo-policy")), 200)
                        .path("parent")
                        .isNull())
                .isTrue();
        assertProblem(send(request("v1/nothing")), 404, "not_found", null);
    }

    @Test
    void manyAskAtOnceAndTheLoadIsCounted() throws Exception {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> status(QUESTION + "}")))
                .toList();
        assertThat(answers).allMatch(answer -> answer.join() == 200);
        awaitIdle();
        assertThat(send(request("metrics")).body())
                .containsPattern("hone_completion_tokens_total\\{base=\"demo-policy\"} [1-9]");
    }

    @Test
    void aClientThatGoesAwayFreesItsPlace() throws Exception {
        HttpResponse<InputStream> stream = CLIENT.send(
                post(QUESTION.replace("24", "400") + ", \"temperature\": 2, \"stream\": true}"),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.body().read()).isPositive();
        stream.body().close();
        awaitIdle();
    }

    /** The load is counted after each turn of the engine, which answers before. */
    private static void awaitIdle() throws IOException, InterruptedException {
        String idle = "hone_completions_running{base=\"demo-policy\"} 0";
        for (int look = 0; look < 100 && !send(request("metrics")).body().contains(idle); look++) {
            Thread.sleep(100);
        }
        assertThat(send(request("metrics")).body()).contains(idle);
    }

    private static int status(String body) {
        try {
            return ask(body).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code, String parameter)
            throws IOException {
        JsonNode error = JSON.readTree(response.body()).path("error");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(error.path("type").asText()).endsWith("_error");
        assertThat(error.path("code").asText(null)).isEqualTo(code);
        assertThat(error.path("param").asText(null)).isEqualTo(parameter);
        assertThat(response.headers().firstValue("x-request-id")).isPresent();
    }

    private static List<JsonNode> chunks(String body) throws Exception {
        HttpResponse<String> response = ask(body);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        List<String> lines = response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .toList();
        assertThat(lines.get(lines.size() - 1)).isEqualTo("data: [DONE]");
        List<JsonNode> chunks = new ArrayList<>();
        for (String line : lines.subList(0, lines.size() - 1)) {
            chunks.add(JSON.readTree(line.substring("data: ".length())));
        }
        return chunks;
    }

    private static JsonNode json(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> ask(String body) throws IOException, InterruptedException {
        return CLIENT.send(post(body), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest post(String body) {
        return request("v1/chat/completions")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).header("Authorization", "Bearer " + key);
    }
}
