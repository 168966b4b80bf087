package dev.hone.grader.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.hone.reward.RewardUnavailableException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS's own client against a server on loopback that speaks the Invoke API. */
class TestLambda {

    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "AKIAEXAMPLE", "aws.secretAccessKey", "secret", "aws.disableEc2Metadata", "true");

    private FakeHttpServer service = new FakeHttpServer(request -> FakeHandler.score(request.body()));

    @BeforeAll
    static void haveCredentials() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void haveNoCredentials() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void completionsAreScoredInBatches() {
        List<RewardResult> results = score(Map.of("batchSize", 4), Completions.numbered(10));
        assertThat(results)
                .extracting(result -> result.reward().getAsDouble())
                .containsExactly(0., 1., 2., 3., 4., 5., 6., 7., 8., 9.);
        assertThat(results)
                .allSatisfy(result -> assertThat(result.latencyMillis()).isPresent());
        assertThat(service.requests()).hasSize(3);
        assertThat(service.requests().get(0).path()).isEqualTo("/2015-03-31/functions/my-rewards/invocations");
        assertThat(service.requests().get(0).headers().getFirst("Authorization"))
                .contains("/us-east-1/lambda/aws4_request");
    }

    @Test
    void anArnWithAVersionNamesTheRegionToo() {
        score(
                Map.of("function", "arn:aws:lambda:eu-west-1:111122223333:function:my-rewards", "qualifier", "live"),
                Completions.numbered(1));
        assertThat(service.requests().get(0).path())
                .startsWith("/2015-03-31/functions/arn")
                .endsWith("my-rewards/invocations?Qualifier=live");
        assertThat(service.requests().get(0).headers().getFirst("Authorization"))
                .contains("/eu-west-1/lambda/");
    }

    @Test
    void theReferenceSitsWhereTheParameterSays() {
        score(Map.of("referencePlace", "text", "assistantRole", "nova_assistant"), Completions.numbered(1));
        assertThat(service.requests()
                        .get(0)
                        .body()
                        .at("/0/reference_answer/text")
                        .asText())
                .isEqualTo("1");
        assertThat(service.requests().get(0).body().at("/0/messages/1/role").asText())
                .isEqualTo("nova_assistant");
        assertThat(service.requests().get(0).body().at("/0/topic").asText()).isEqualTo("numbers");
    }

    @Test
    void noMoreInvocationsAreUnderWayThanAllowed() {
        score(Map.of("batchSize", 1, "concurrency", 3), Completions.numbered(40));
        assertThat(service.requests()).hasSize(40);
        assertThat(service.mostInFlight()).isLessThanOrEqualTo(3);
    }

    @Test
    void throttlingIsWaitedFor() {
        service.failNext(
                awsError(429, "TooManyRequestsException", "Rate Exceeded."),
                awsError(429, "TooManyRequestsException", "Rate Exceeded."),
                awsError(500, "ServiceException", "An error occurred."),
                Fault.reset());
        assertThat(score(Map.of(), Completions.numbered(2)))
                .extracting(result -> result.reward().getAsDouble())
                .containsExactly(0., 1.);
        assertThat(service.requests()).hasSize(5);
    }

    @Test
    void aServiceThatStaysDownEndsTheRunAndNotTheRow() {
        service.failNext(Collections.nCopies(200, awsError(500, "ServiceException", "An error occurred."))
                .toArray(Fault[]::new));
        assertThatThrownBy(() -> score(Map.of("retrySeconds", 0.3), Completions.numbered(2)))
                .isInstanceOf(RewardUnavailableException.class)
                .cause()
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining("The Lambda function my-rewards does not answer: An error occurred.");
    }

    @Test
    void aServiceThatCannotBeReachedEndsTheRun() {
        service.close();
        assertThatThrownBy(() -> score(Map.of("retrySeconds", 0.2), Completions.numbered(1)))
                .cause()
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining("cannot reach AWS Lambda");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "403 AccessDeniedException",
                "404 ResourceNotFoundException",
                "400 InvalidParameterValueException"
            })
    void whatNoTryMendsEndsTheRunAtOnce(String error) {
        int status = Integer.parseInt(error.substring(0, 3));
        service.failNext(awsError(status, error.substring(4), "not authorized or not found"));
        assertThatThrownBy(() -> score(Map.of(), Completions.numbered(70)))
                .isInstanceOf(RewardUnavailableException.class)
                .cause()
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("The Lambda function my-rewards cannot be invoked: not authorized or not found")
                .hasMessageContaining("lambda:InvokeFunction");
    }

    @Test
    void aRowThatMakesTheFunctionRaiseCostsNoOther() {
        answer(request -> FakeHandler.has(request.body(), "5")
                ? functionError("{\"errorMessage\": \"division by zero\", \"errorType\": \"ZeroDivisionError\"}")
                : reply(FakeHandler.score(request.body())));
        List<RewardResult> results = score(Map.of(), Completions.numbered(8));
        assertThat(results.get(5).error()).contains("raised: ZeroDivisionError: division by zero");
        assertThat(results.get(5).reward()).isEmpty();
        assertThat(results).filteredOn(result -> result.reward().isPresent()).hasSize(7);
    }

    @Test
    void aFunctionThatTakesTooLongSaysSo() {
        service.failNext(
                functionError("{\"errorMessage\": \"2026-01-01T00:00:00Z 4e6 Task timed out after 3.00 seconds\"}"));
        service.failNext(functionError(
                "{\"errorType\": \"Sandbox.Timedout\", \"errorMessage\": \"RequestId: 4e6 Error: Task timed"
                        + " out after 3.00 seconds\"}"));
        assertThat(score(Map.of(), Completions.numbered(2))).satisfiesOnlyOnce(result -> assertThat(result.error())
                .hasValueSatisfying(
                        error -> assertThat(error).startsWith("timeout: ").endsWith("after 3.00 seconds")));
    }

    @Test
    void aFunctionThatCannotStartEndsTheRun() {
        service.failNext(functionError("{\"errorType\": \"Runtime.ImportModuleError\","
                + " \"errorMessage\": \"Unable to import module 'app': No module named 'numpy'\"}"));
        assertThatThrownBy(() -> score(Map.of(), Completions.numbered(2)))
                .cause()
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("No module named 'numpy'");
    }

    @Test
    void anInvocationThatHangsIsTheErrorOfItsRows() {
        service.failNext(Fault.hang());
        List<RewardResult> results = score(Map.of("timeoutSeconds", 0.5), Completions.numbered(1));
        assertThat(results.get(0).error()).contains("timeout: the Lambda function gave no reply within 0.5 s");
    }

    @Test
    void anEventThatIsTooLargeIsHalved() {
        service.failNext(awsError(413, "RequestTooLargeException", "6.3 MB"));
        assertThat(score(Map.of(), Completions.numbered(4)))
                .allSatisfy(result -> assertThat(result.reward()).isPresent());
        assertThat(service.requests()).hasSize(3);
    }

    @Test
    void aReplyThatIsTooLargeOrNoListIsAnErrorOfItsRow() {
        answer(request -> reply(" ".repeat(6_100_000)));
        assertThat(score(Map.of(), Completions.numbered(1)).get(0).error())
                .hasValueSatisfying(error -> assertThat(error).startsWith("output_too_large: "));
        answer(request -> reply("{\"statusCode\": 200, \"body\": \"[]\"}"));
        assertThat(score(Map.of(), Completions.numbered(1)).get(0).error())
                .hasValueSatisfying(error -> assertThat(error).startsWith("bad_output: "));
    }

    @Test
    void theDriverCallsIt() {
        try (RewardFunction function = Completions.reward("lambda", Map.of("function", "my-rewards"))) {
            assertThat(function.place()).isEqualTo(RewardPlace.DRIVER);
            assertThat(function.description()).isEqualTo("what the AWS Lambda function my-rewards gives");
        }
    }

    @Test
    void wrongParametersAreReportedTogether() {
        assertThatThrownBy(() -> Completions.reward(
                        "lambda",
                        Map.of(
                                "function",
                                "https://example.com/f",
                                "endpoint",
                                "localhost",
                                "batchsize",
                                3,
                                "referencePlace",
                                "toplevel")))
                .hasMessageContaining("is neither the name nor the ARN of a Lambda function: https://example.com/f")
                .hasMessageContaining("endpoint: is no address: localhost")
                .hasMessageContaining("batchsize: unknown key. Did you mean batchSize?")
                .hasMessageContaining("referencePlace: unknown value toplevel. Did you mean top_level?");
    }

    private void answer(Function<FakeHttpServer.Request, Fault> answer) {
        service.close();
        service = FakeHttpServer.answering(answer);
    }

    private static Fault reply(String body) {
        return Fault.status(200, body, Map.of());
    }

    private static Fault functionError(String payload) {
        return Fault.status(200, payload, Map.of("X-Amz-Function-Error", "Unhandled"));
    }

    private static Fault awsError(int status, String type, String message) {
        return Fault.status(
                status,
                "{\"Type\": \"User\", \"message\": \"" + message + "\"}",
                Map.of("Content-Type", "application/json", "X-Amzn-ErrorType", type, "Retry-After", "0"));
    }

    private List<RewardResult> score(Map<String, Object> parameters, List<RewardInput> inputs) {
        Map<String, Object> all = new HashMap<>(Map.of("function", "my-rewards", "endpoint", service.url()));
        if (!parameters.containsKey("function")) {
            all.put("region", "us-east-1");
        }
        all.putAll(parameters);
        try (RewardFunction function = Completions.reward("lambda", all)) {
            return function.scoreBatch(inputs);
        }
    }
}
