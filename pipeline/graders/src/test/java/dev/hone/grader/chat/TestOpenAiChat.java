package dev.hone.grader.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.ConfigException;
import dev.hone.error.EndpointException;
import dev.hone.grader.http.Fault;
import dev.hone.grader.http.RequestException;
import dev.hone.grader.http.RequestHeaders;
import dev.hone.grader.http.Retries;
import dev.hone.grader.limit.Limiter;
import dev.hone.grader.reply.ReplyStore;
import dev.hone.reward.RewardUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asks a server on loopback, with the faults that real ones have. */
class TestOpenAiChat {

    private static final Duration PATIENCE = Duration.ofMillis(1200);
    private static final ChatRequest QUESTION = new ChatRequest(
            List.of(ChatMessage.system("You judge."), ChatMessage.user("Is it right?")),
            64,
            OptionalDouble.of(0),
            OptionalLong.of(7),
            Optional.of("{\"type\": \"object\"}"),
            0);

    private FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> "yes");

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void sendsTheConversationAndReadsTheAnswer() {
        ChatReply reply = ask(settings("max_tokens", OpenAiSettings.JSON_SCHEMA, Optional.of("low")));

        assertThat(reply.text()).isEqualTo("yes");
        assertThat(reply.finishReason()).isEqualTo("stop");
        assertThat(reply.promptTokens()).isEqualTo(6);
        assertThat(reply.completionTokens()).isEqualTo(1);
        JsonNode body = endpoint.requests().get(0).body();
        assertThat(body.toString())
                .isEqualTo("{\"model\":\"judge-1\",\"messages\":[{\"role\":\"system\",\"content\":\"You judge.\"},"
                        + "{\"role\":\"user\",\"content\":\"Is it right?\"}],\"max_tokens\":64,\"temperature\":0.0,\"seed\":7,"
                        + "\"reasoning_effort\":\"low\",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                        + "{\"name\":\"answer\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}}");
    }

    @Test
    void asksInTheWordsThatTheEndpointKnows() {
        ask(settings("max_completion_tokens", OpenAiSettings.JSON_OBJECT, Optional.empty()));
        ask(settings("max_completion_tokens", "none", Optional.empty()));

        JsonNode first = endpoint.requests().get(0).body();
        assertThat(first.has("max_tokens")).isFalse();
        assertThat(first.path("max_completion_tokens").asInt()).isEqualTo(64);
        assertThat(first.path("response_format").toString()).isEqualTo("{\"type\":\"json_object\"}");
        assertThat(endpoint.requests().get(1).body().has("response_format")).isFalse();
    }

    @Test
    void sendsKeysOfTheEnvironmentAsHeaders() {
        OpenAiSettings settings = new OpenAiSettings(
                URI.create(endpoint.url() + "/?api-version=1"),
                "judge-1",
                new RequestHeaders(Map.of("X-Team", "rewards"), Map.of("api-key", "OTHER"), Optional.of("KEY")),
                "max_tokens",
                OpenAiSettings.JSON_SCHEMA,
                Optional.empty());
        try (ChatModel model = model(settings, Map.of("KEY", "secret-1", "OTHER", "secret-2"))) {
            model.ask(QUESTION).join();
        }

        var request = endpoint.requests().get(0);
        assertThat(request.path()).isEqualTo("/v1/chat/completions?api-version=1");
        assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer secret-1");
        assertThat(request.headers().getFirst("X-Team")).isEqualTo("rewards");
        assertThat(request.headers().getFirst("api-key")).isEqualTo("secret-2");
    }

    @Test
    void namesTheVariableThatIsNotSet() {
        assertThatThrownBy(() -> model(withKey(), Map.of()))
                .isInstanceOf(RewardUnavailableException.class)
                .hasCauseInstanceOf(ConfigException.class)
                .hasMessageContaining("the environment variable KEY is not set");
    }

    @Test
    void endsWithoutAnotherTryWhereTheKeyIsRefusedAndShowsNoKey() {
        endpoint.failNext(Fault.status(401, "bad key secret-1", Map.of()));

        try (ChatModel model = model(withKey(), Map.of("KEY", "secret-1"))) {
            assertThatThrownBy(() -> model.ask(QUESTION).join())
                    .hasRootCauseInstanceOf(ConfigException.class)
                    .hasMessageContaining("status 401: bad key ***");
        }
        assertThat(endpoint.calls()).isEqualTo(1);
    }

    @Test
    void triesAgainWhatMayPass() {
        endpoint.failNext(Fault.status(503), Fault.reset(), Fault.throttled("0"), Fault.status(408));

        assertThat(ask(plain()).text()).isEqualTo("yes");
        assertThat(endpoint.calls()).isEqualTo(5);
    }

    @Test
    void leavesAnEndpointAloneForAsLongAsItAsks() {
        endpoint.failNext(Fault.throttled("1"));

        long start = System.nanoTime();
        ask(plain());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(endpoint.calls()).isEqualTo(2);
    }

    @Test
    void triesAgainAfterARequestThatHangs() {
        endpoint.failNext(Fault.hang(), Fault.hangInTheMiddle());

        assertThat(ask(plain()).text()).isEqualTo("yes");
        assertThat(endpoint.calls()).isEqualTo(3);
    }

    @Test
    void endsTheScoringWhereNobodyAnswers() {
        endpoint.close();

        assertThatThrownBy(() -> ask(plain()))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RewardUnavailableException.class)
                .cause()
                .hasCauseInstanceOf(EndpointException.class)
                .hasMessageContaining("The model judge-1 does not answer: cannot reach " + endpoint.url());
    }

    @Test
    void failsOneRequestAloneThatTheEndpointCannotTake() {
        endpoint.failNext(Fault.status(400, "{\"error\": {\"message\": \"context is too long\"}}", Map.of()));

        assertThatThrownBy(() -> ask(plain()))
                .hasCauseInstanceOf(RequestException.class)
                .hasMessageContaining("context is too long");
        assertThat(endpoint.calls()).isEqualTo(1);
        assertThat(ask(plain()).text()).isEqualTo("yes");
    }

    @Test
    void sendsAgainWhereTheAnswerIsGarbage() {
        endpoint.failNext(
                Fault.status(200, "<html>proxy</html>", Map.of()),
                Fault.status(200, "{\"choices\": []}", Map.of()),
                Fault.status(200, "", Map.of()));

        assertThat(ask(plain()).text()).isEqualTo("yes");
        assertThat(endpoint.calls()).isEqualTo(4);
    }

    @Test
    void tellsARefusalAndAFilteredAnswerByTheirReasons() {
        endpoint.failNext(
                Fault.status(
                        200,
                        "{\"choices\": [{\"message\": {\"refusal\": \"I cannot\"}, \"finish_reason\": \"stop\"}]}",
                        Map.of()),
                Fault.status(
                        200,
                        "{\"choices\": [{\"message\": {\"content\": null}, \"finish_reason\": \"content_filter\"}]}",
                        Map.of()));

        assertThat(ask(plain()))
                .extracting(ChatReply::text, ChatReply::finishReason)
                .containsExactly("", "refusal");
        assertThat(ask(plain()))
                .extracting(ChatReply::text, ChatReply::finishReason)
                .containsExactly("", "content_filter");
    }

    private ChatReply ask(OpenAiSettings settings) {
        try (ChatModel model = model(settings, Map.of())) {
            return model.ask(QUESTION).join();
        }
    }

    private static ChatModel model(OpenAiSettings settings, Map<String, String> environment) {
        return new LimitedModel(
                new OpenAiChat(settings, Duration.ofMillis(300), environment::get),
                new Limiter(
                        settings.who(), OptionalDouble.empty(), OptionalDouble.empty(), 8, OptionalDouble.empty(), 0),
                new Retries(settings.who(), PATIENCE.multipliedBy(3)),
                new KeptReplies(
                        settings.identity(),
                        new Prices(OptionalDouble.empty(), OptionalDouble.empty()),
                        ReplyStore.NONE));
    }

    private OpenAiSettings plain() {
        return settings("max_tokens", OpenAiSettings.JSON_SCHEMA, Optional.empty());
    }

    private OpenAiSettings withKey() {
        return new OpenAiSettings(
                URI.create(endpoint.url()),
                "judge-1",
                new RequestHeaders(Map.of(), Map.of(), Optional.of("KEY")),
                "max_tokens",
                OpenAiSettings.JSON_SCHEMA,
                Optional.empty());
    }

    private OpenAiSettings settings(String maxTokensField, String format, Optional<String> effort) {
        return new OpenAiSettings(
                URI.create(endpoint.url()),
                "judge-1",
                new RequestHeaders(Map.of(), Map.of(), Optional.empty()),
                maxTokensField,
                format,
                effort);
    }
}
