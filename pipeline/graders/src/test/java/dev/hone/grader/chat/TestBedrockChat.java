package dev.hone.grader.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.error.EndpointException;
import dev.hone.grader.http.FakeHttpServer;
import dev.hone.grader.http.Fault;
import dev.hone.grader.http.RequestException;
import dev.hone.reward.RewardUnavailableException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** AWS's client against a server on loopback that speaks Converse. */
class TestBedrockChat {

    private static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "AKIAEXAMPLE", "aws.secretAccessKey", "secret", "aws.disableEc2Metadata", "true");
    private static final ChatRequest QUESTION = new ChatRequest(
            List.of(ChatMessage.system("You judge."), ChatMessage.user("Is it right?")),
            64,
            OptionalDouble.of(0),
            OptionalLong.empty(),
            Optional.empty(),
            0);
    private static final String ANSWER =
            """
            {"output": {"message": {"role": "assistant", "content": [{"reasoningContent": {"reasoningText": {"text": "hm"}}},
             {"text": "yes"}]}}, "stopReason": "end_turn", "usage": {"inputTokens": 12, "outputTokens": 3, "totalTokens": 15},
             "metrics": {"latencyMs": 5}}""";

    private final FakeHttpServer service = new FakeHttpServer(request -> ANSWER);

    @BeforeAll
    static void haveCredentials() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void forgetCredentials() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void asksByConverseAndReadsTextReasonAndUsage() {
        ChatReply reply = ask(Duration.ofSeconds(30));

        assertThat(reply.text()).isEqualTo("yes");
        assertThat(reply.finishReason()).isEqualTo("stop");
        assertThat(reply.promptTokens()).isEqualTo(12);
        assertThat(reply.completionTokens()).isEqualTo(3);
        FakeHttpServer.Request request = service.requests().get(0);
        assertThat(request.path()).isEqualTo("/model/amazon.nova-lite-v1%3A0/converse");
        assertThat(request.headers().getFirst("Authorization")).contains("/us-east-1/bedrock/aws4_request");
        assertThat(request.body().at("/system/0/text").asText()).isEqualTo("You judge.");
        assertThat(request.body().at("/messages/0/content/0/text").asText()).isEqualTo("Is it right?");
        assertThat(request.body().at("/inferenceConfig/maxTokens").asInt()).isEqualTo(64);
        assertThat(request.body().at("/inferenceConfig/temperature").asDouble()).isZero();
    }

    @Test
    void tellsACutAndAFilteredAnswerInTheWordsOfOtherEndpoints() {
        service.failNext(
                Fault.status(200, ANSWER.replace("end_turn", "max_tokens"), Map.of()),
                Fault.status(200, ANSWER.replace("end_turn", "guardrail_intervened"), Map.of()));

        assertThat(ask(Duration.ofSeconds(30)).finishReason()).isEqualTo("length");
        assertThat(ask(Duration.ofSeconds(30)).finishReason()).isEqualTo("content_filter");
    }

    @Test
    void aSeedIsNotSentAndIsNoPartOfTheQuestion() {
        ChatRequest seeded =
                new ChatRequest(QUESTION.messages(), 64, OptionalDouble.of(0), OptionalLong.of(7), Optional.empty(), 0);

        assertThat(new BedrockSettings("amazon.nova-lite-v1:0", Optional.empty(), Optional.empty()).sent(seeded))
                .isEqualTo(QUESTION);
    }

    @Test
    void waitsForThrottlingModelsThatAreNotReadyAndLostConnections() {
        service.failNext(
                error(429, "ThrottlingException", "Too many requests"),
                error(429, "ModelNotReadyException", "not ready"),
                error(503, "ServiceUnavailableException", "unavailable"),
                error(424, "ModelErrorException", "model error"),
                Fault.reset());

        assertThat(ask(Duration.ofSeconds(30)).text()).isEqualTo("yes");
        assertThat(service.requests()).hasSize(6);
    }

    @Test
    void aServiceThatStaysDownEndsTheRun() {
        service.failNext(Collections.nCopies(500, error(500, "InternalServerException", "oops"))
                .toArray(Fault[]::new));

        assertThatThrownBy(() -> ask(Duration.ofMillis(300)))
                .hasCauseInstanceOf(RewardUnavailableException.class)
                .cause()
                .hasCauseInstanceOf(EndpointException.class)
                .hasMessageContaining("The model amazon.nova-lite-v1:0 of Bedrock does not answer");
    }

    @Test
    void aQuestionThatIsNotTakenIsAnErrorOfItsRowAndMissingRightsEndTheRun() {
        service.failNext(
                error(400, "ValidationException", "Input is too long"),
                error(403, "AccessDeniedException", "You have no access to the model"));

        assertThatThrownBy(() -> ask(Duration.ofSeconds(30)))
                .hasCauseInstanceOf(RequestException.class)
                .hasMessageContaining("Input is too long");
        assertThatThrownBy(() -> ask(Duration.ofSeconds(30)))
                .cause()
                .hasCauseInstanceOf(ConfigException.class)
                .hasMessageContaining("which need bedrock:InvokeModel");
    }

    @Test
    void saysWhichClassIsAbsentWhereTheClientIs() {
        assertThat(BedrockSettings.absent(getClass().getClassLoader())).isEmpty();
        assertThat(BedrockSettings.absent(new URLClassLoader(new URL[0], null)))
                .contains("software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient");
    }

    private ChatReply ask(Duration patience) {
        EndpointLimits limits = new EndpointLimits(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                16,
                Duration.ofSeconds(10),
                patience,
                new Prices(OptionalDouble.empty(), OptionalDouble.empty()),
                OptionalDouble.empty());
        BedrockSettings settings = new BedrockSettings(
                "amazon.nova-lite-v1:0", Optional.of("us-east-1"), Optional.of(URI.create(service.url())));
        try (ChatModel model = new SharedModel(settings, limits, 0)) {
            return model.ask(QUESTION).join();
        }
    }

    private static Fault error(int status, String type, String message) {
        return Fault.status(
                status,
                "{\"message\": \"" + message + "\"}",
                Map.of("Content-Type", "application/json", "X-Amzn-ErrorType", type));
    }
}
