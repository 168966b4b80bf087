package dev.hone.grader.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.error.EndpointException;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.grader.http.FakeHttpServer;
import dev.hone.grader.http.Fault;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import dev.hone.reward.RewardUnavailableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Graders that ask a model, or an endpoint of Azure. */
class TestGradersThatAsk {

    private static final String SCORE =
            """
            {"type": "score_model", "name": "c", "model": "gpt-4.1", "range": [0, 10], "pass_threshold": 5,
             "input": [{"role": "developer", "content": "You grade."},
                       {"role": "user", "content": [{"type": "input_text", "text": "Grade {{sample.output_text}} against {{item.label}}"}]}],
             "sampling_params": {"temperature": 0.5, "top_p": 1, "seed": 1, "max_completions_tokens": 77}}""";

    private static final String LABEL =
            """
            {"type": "label_model", "name": "d", "model": "gpt-4.1", "labels": ["good", "bad"], "passing_labels": ["good"],
             "input": [{"role": "user", "content": "Is {{sample.output_text}} good?"}]}""";

    @Test
    void aModelsScoreIsTheRewardAsItIs() {
        try (FakeChatEndpoint endpoint =
                FakeChatEndpoint.answering(request -> "{\"steps\": \"near\", \"result\": 7.5}")) {
            RewardResult result = grade(SCORE, endpoint);
            assertThat(result.reward()).hasValue(7.5);
            assertThat(result.outcome()).contains(true);
            assertThat(result.latencyMillis()).isPresent();
            assertThat(endpoint.requests().get(0).body().at("/model").asText()).isEqualTo("gpt-4.1");
            assertThat(endpoint.requests().get(0).body().at("/temperature").asDouble())
                    .isEqualTo(0.5);
            assertThat(endpoint.requests().get(0).body().at("/max_tokens").asInt())
                    .isEqualTo(77);
            assertThat(endpoint.requests().get(0).body().at("/seed").asLong()).isEqualTo(1);
            assertThat(endpoint.requests().get(0).body().at("/messages").findValuesAsText("role"))
                    .containsExactly("system", "user");
            assertThat(FakeChatEndpoint.question(endpoint.requests().get(0).body()))
                    .startsWith("Grade an answer against refund\n\nAnswer with one JSON object");
        }
    }

    @Test
    void aModelsLabelIsOneWhereItPasses() {
        try (FakeChatEndpoint good = FakeChatEndpoint.answering(request -> "{\"steps\": \"\", \"label\": \"good\"}");
                FakeChatEndpoint bad = FakeChatEndpoint.answering(request -> "{\"steps\": \"\", \"label\": \"bad\"}")) {
            assertThat(grade(LABEL, good).reward()).hasValue(1);
            assertThat(grade(LABEL, good).outcome()).contains(true);
            assertThat(grade(LABEL, bad).reward()).hasValue(0);
            assertThat(grade(LABEL, bad).explanation()).isEqualTo("bad");
        }
    }

    @Test
    void answersOutsideOfTheRangeOrTheLabelsAreErrors() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> "{\"steps\": \"\", \"result\": 70}")) {
            assertThat(grade(SCORE, endpoint).error())
                    .hasValueSatisfying(error -> assertThat(error).startsWith("model_grader_parse_error: "));
            assertThat(endpoint.calls()).isEqualTo(2);
        }
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> "Good, I would say.")) {
            assertThat(grade(LABEL, endpoint).error())
                    .hasValueSatisfying(error -> assertThat(error).startsWith("model_grader_parse_error: "));
        }
    }

    @Test
    void aRefusalIsAnErrorAndIsNotAskedAgain() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answeringWithBody(
                request ->
                        "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"refusal\": \"I cannot\"}, \"finish_reason\": \"stop\"}]}")) {
            assertThat(grade(SCORE, endpoint).error())
                    .contains("model_grader_refusal_error: the model refused to answer (refusal)");
            assertThat(endpoint.calls()).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatTheModelCannotTakeIsAnErrorOfItsRow() {
        try (FakeChatEndpoint endpoint =
                FakeChatEndpoint.answering(request -> "").failNext(Fault.status(400))) {
            assertThat(grade(SCORE, endpoint).error())
                    .hasValueSatisfying(error -> assertThat(error).startsWith("model_grader_server_error: "));
        }
    }

    @Test
    void aModelThatIsDownEndsTheRun() {
        FakeChatEndpoint closed = FakeChatEndpoint.answering(request -> "");
        closed.close();
        assertThatThrownBy(() -> grade(SCORE, closed))
                .isInstanceOf(RewardUnavailableException.class)
                .hasCauseInstanceOf(EndpointException.class);
    }

    @Test
    void modelsHaveSectionsOfTheirOwnAndTheDriverAsks() {
        Map<String, Object> models =
                Map.of("models", Map.of("gpt-4.1", Map.of("endpoint", "http://localhost:1/v1", "name", "mine")));
        try (RewardFunction function = Graders.of(SCORE, models)) {
            assertThat(function.place()).isEqualTo(RewardPlace.DRIVER);
        }
        assertThatThrownBy(() -> Graders.of(SCORE.replace("gpt-4.1", "gpt-4.2"), models))
                .hasMessageContaining("file.model: nothing says where the model gpt-4.2 is. Did you mean gpt-4.1?");
    }

    @Test
    void anEndpointOfAzureIsAskedForEachRow() {
        try (FakeHttpServer server = new FakeHttpServer(request -> "{\"score\": 0.75}")) {
            String grader =
                    """
                    {"type": "multi", "graders": {"far": {"type": "endpoint", "name": "e", "url": "%s/grade", "rate_limit": 50,
                       "headers": {"X-Team": "rewards"}, "pass_threshold": 0.5}}, "calculate_output": "2 * far"}"""
                            .formatted(server.url());
            try (RewardFunction function = Graders.of(grader)) {
                RewardResult result = function.score(Graders.row("an answer"));
                assertThat(result.reward()).hasValue(1.5);
                assertThat(result.outcome()).contains(true);
                assertThat(function.place()).isEqualTo(RewardPlace.DRIVER);
            }
            assertThat(server.requests().get(0).headers().getFirst("X-Team")).isEqualTo("rewards");
            assertThat(server.requests().get(0).body().at("/item/label").asText())
                    .isEqualTo("refund");
        }
    }

    @Test
    void aHeadersSecretIsInTheEnvironment() {
        String grader =
                """
                {"type": "endpoint", "name": "e", "url": "http://localhost:1/grade", "headers": {"api-key": "${NO_SUCH_VARIABLE_OF_HONE}"}}""";
        try (RewardFunction function = Graders.of(grader)) {
            assertThatThrownBy(() -> function.scoreBatch(List.of(Graders.row("x"))))
                    .hasCauseInstanceOf(ConfigException.class)
                    .hasMessageContaining("NO_SUCH_VARIABLE_OF_HONE is not set");
        }
    }

    private static RewardResult grade(String grader, FakeChatEndpoint endpoint) {
        Map<String, Object> model = Map.of("model", Map.of("endpoint", endpoint.url(), "retrySeconds", 0.3));
        try (RewardFunction function = Graders.of(grader, model)) {
            return function.score(Graders.row("an answer"));
        }
    }
}
