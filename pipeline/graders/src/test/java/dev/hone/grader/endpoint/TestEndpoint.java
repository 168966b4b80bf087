package dev.hone.grader.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.ConfigException;
import dev.hone.error.EndpointException;
import dev.hone.grader.Completions;
import dev.hone.grader.contract.FakeHandler;
import dev.hone.grader.http.FakeHttpServer;
import dev.hone.grader.http.Fault;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestEndpoint {

    private FakeHttpServer server = new FakeHttpServer(request -> FakeHandler.score(request.body()));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anArrayIsSentAndAnArrayComesBack() {
        List<RewardResult> results =
                score(Map.of("batchSize", 4, "headers", Map.of("X-Team", "rewards")), Completions.numbered(10));
        assertThat(rewards(results)).containsExactly(0., 1., 2., 3., 4., 5., 6., 7., 8., 9.);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(0).headers().getFirst("X-Team")).isEqualTo("rewards");
    }

    @Test
    void azuresContractSendsASampleAndAnItemForEachRow() {
        answer(request ->
                reply("{\"score\": " + request.body().at("/sample/output_text").asText() + "}"));
        List<RewardResult> results = score(Map.of("contract", "azure", "passThreshold", 1), Completions.numbered(3));
        assertThat(rewards(results)).containsExactly(0., 1., 2.);
        assertThat(results)
                .extracting(RewardResult::outcome)
                .containsExactly(Optional.of(false), Optional.of(true), Optional.of(true));
        JsonNode body = server.requests().get(0).body();
        assertThat(body.at("/item/reference_answer").asText()).isEqualTo("1");
        assertThat(body.at("/item/topic").asText()).isEqualTo("numbers");
        assertThat(body.at("/item/messages/0/role").asText()).isEqualTo("user");
        assertThat(body.at("/trace_id").asText()).startsWith("trace_");
    }

    @Test
    void anEndpointThatIsThrottlingOrRestartingIsWaitedFor() {
        server.failNext(Fault.throttled("0"), Fault.status(503), Fault.reset());
        assertThat(rewards(score(Map.of("retrySeconds", 10), Completions.numbered(2))))
                .containsExactly(0., 1.);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void anEndpointThatStaysDownEndsTheRunAndNotTheRow() {
        server.close();
        assertThatThrownBy(() -> score(Map.of("retrySeconds", 0.2), Completions.numbered(2)))
                .cause()
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining("does not answer: cannot reach http://127.0.0.1");
    }

    @Test
    void aRefusedKeyEndsTheRunAtOnce() {
        server.failNext(Fault.status(401));
        assertThatThrownBy(() -> score(Map.of(), Completions.numbered(2)))
                .cause()
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("answered with status 401");
    }

    @Test
    void nothingIsSentToAnotherAddress() {
        server.failNext(Fault.status(302, "", Map.of("Location", "http://127.0.0.1:9/elsewhere")));
        assertThatThrownBy(() -> score(Map.of(), Completions.numbered(2)))
                .cause()
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("answered with status 302");
    }

    @Test
    void aHeaderThatHoldsAKeyIsRefused() {
        assertThatThrownBy(() -> score(Map.of("headers", Map.of("Authorization", "Bearer x")), Completions.numbered(1)))
                .hasMessageContaining("headers.Authorization: holds a secret, which would be stored with the run");
    }

    @Test
    void aHeaderThatTheEnvironmentLacksEndsTheRunAtOnce() {
        Map<String, Object> header = Map.of("headersFromEnv", Map.of("api-key", "NO_SUCH_VARIABLE_OF_HONE"));
        assertThatThrownBy(() -> score(header, Completions.numbered(2)))
                .cause()
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("the environment variable NO_SUCH_VARIABLE_OF_HONE is not set");
    }

    @Test
    void aRowThatTheEndpointCannotTakeCostsNoOther() {
        answer(request -> FakeHandler.has(request.body(), "5")
                ? Fault.status(500, "division by zero", Map.of())
                : reply(FakeHandler.score(request.body())));
        List<RewardResult> results = score(Map.of(), Completions.numbered(8));
        assertThat(results.get(5).error())
                .hasValueSatisfying(
                        error -> assertThat(error).startsWith("refused: ").endsWith("status 500: division by zero"));
        assertThat(results).filteredOn(result -> result.reward().isPresent()).hasSize(7);
    }

    @Test
    void aRowThatIsTooSlowCostsNoOther() {
        answer(request -> FakeHandler.has(request.body(), "5")
                ? Fault.hangInTheMiddle()
                : reply(FakeHandler.score(request.body())));
        List<RewardResult> results = score(Map.of("timeoutSeconds", 0.5), Completions.numbered(8));
        assertThat(results.get(5).error())
                .hasValueSatisfying(
                        error -> assertThat(error).startsWith("timeout: ").endsWith("within 0.5 s"));
        assertThat(results).filteredOn(result -> result.reward().isPresent()).hasSize(7);
    }

    @Test
    void wrongRepliesAreErrorsOfTheirRows() {
        answer(request ->
                reply("[{\"id\": \"p0-0\", \"score\": 1}, {\"id\": \"other\", \"aggregate_reward_score\": 1}]"));
        List<RewardResult> results = score(Map.of(), Completions.numbered(2));
        assertThat(results.get(0).error())
                .contains("missing_score: the row has score; its name must be aggregate_reward_score");
        assertThat(results.get(1).error())
                .hasValueSatisfying(error -> assertThat(error).startsWith("missing_row: "));
    }

    @Test
    void noMoreIsReadThanIsAllowed() {
        answer(request -> reply(" ".repeat(6_100_000)));
        assertThat(score(Map.of(), Completions.numbered(1)).get(0).error())
                .contains("output_too_large: the answer is longer than 6000000 bytes");
        assertThat(score(Map.of("contract", "azure"), Completions.numbered(1))
                        .get(0)
                        .error())
                .contains("output_too_large: the answer is longer than 1048576 bytes");
    }

    @Test
    void whatAzuresContractDoesNotKnowIsAnErrorOfTheRow() {
        answer(request -> reply(
                switch (request.body().at("/sample/output_text").asInt()) {
                    case 0 -> "{\"reward\": 1}";
                    case 1 -> "{\"score\": \"1\"}";
                    case 2 -> "{\"score\": 1";
                    case 3 -> "{\"score\": 1e999}";
                    default -> "{\"score\": 0.5}";
                }));
        List<RewardResult> results = score(Map.of("contract", "azure"), Completions.numbered(5));
        assertThat(results)
                .extracting(result -> result.error().orElse("").split(":", 2)[0])
                .containsExactly("missing_score", "not_a_number", "bad_output", "not_finite", "");
    }

    @Test
    void azuresContractAsksThreeTimesMoreBeforeARowIsGivenUp() {
        server.failNext(Collections.nCopies(4, Fault.status(500)).toArray(Fault[]::new));
        assertThat(score(Map.of("contract", "azure", "retrySeconds", 0.2), Completions.numbered(1))
                        .get(0)
                        .error())
                .hasValueSatisfying(error -> assertThat(error).startsWith("refused: "));
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void requestsKeepToTheLimits() {
        answer(request -> reply("{\"score\": 1}"));
        long startNanos = System.nanoTime();
        score(Map.of("contract", "azure", "concurrency", 2, "requestsPerMinute", 1200), Completions.numbered(11));
        assertThat(server.mostInFlight()).isLessThanOrEqualTo(2);
        assertThat((System.nanoTime() - startNanos) / 1_000_000).isGreaterThanOrEqualTo(500);
    }

    @Test
    void theDriverCallsItAndNoKeyIsInItsDescription() {
        try (RewardFunction function =
                Completions.reward("endpoint", Map.of("url", "http://localhost:1/score?code=secret"))) {
            assertThat(function.place()).isEqualTo(RewardPlace.DRIVER);
            assertThat(function.description()).isEqualTo("what the endpoint http://localhost:1/score gives");
        }
    }

    private void answer(Function<FakeHttpServer.Request, Fault> answer) {
        server.close();
        server = FakeHttpServer.answering(answer);
    }

    private static Fault reply(String body) {
        return Fault.status(200, body, Map.of());
    }

    private static List<Double> rewards(List<RewardResult> results) {
        return results.stream().map(result -> result.reward().orElseThrow()).toList();
    }

    private List<RewardResult> score(Map<String, Object> parameters, List<RewardInput> inputs) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("url", server.url());
        try (RewardFunction function = Completions.reward("endpoint", all)) {
            return function.scoreBatch(inputs);
        }
    }
}
