package dev.hone.grader.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.policy.EngineSettings;
import dev.hone.policy.torch.ModelOnDisk;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** With the demo's policy of a million parameters, which knows nothing but to sort mails. */
class TestLocalChat {

    private static final EndpointLimits LIMITS = new EndpointLimits(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            1,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            new Prices(OptionalDouble.empty(), OptionalDouble.empty()),
            OptionalDouble.empty());

    private static final Path MODEL = Path.of(System.getProperty("hone.repository", "../.."), "conf", "demo-policy");

    @Test
    void a_policy_answers_greedily_and_always_the_same() {
        LocalSettings settings = settings();
        try (ChatModel model = settings.open(LIMITS)) {
            ChatReply first = model.ask(request(8)).join();
            ChatReply second = model.ask(request(8)).join();

            assertThat(first.text()).isEqualTo(second.text());
            assertThat(first.promptTokens()).isPositive();
            assertThat(first.completionTokens()).isBetween(1, 8);
            assertThat(first.finishReason()).isIn("stop", "length");
            assertThat(first.costMicroUsd()).isEmpty();
        }
    }

    @Test
    void an_answer_that_has_no_room_says_so() {
        try (ChatModel model = settings().open(LIMITS)) {
            assertThat(model.ask(request(1)).join().finishReason()).isEqualTo("length");
        }
    }

    @Test
    void a_judge_takes_a_model_folder_and_a_model_that_cannot_judge_gives_errors_and_no_rewards() {
        RewardDefinition judge = new RewardDefinition(
                "judge", Map.of("range", Map.of(), "maxTokens", 4, "model", Map.of("path", MODEL.toString())));
        try (RewardFunction function = RewardFunctions.create(judge)) {
            RewardResult result = function.scoreBatch(List.of(new RewardInput(
                            "[{\"role\": \"user\", \"content\": \"Hi\"}]",
                            "Hello",
                            Optional.empty(),
                            Optional.empty(),
                            "p",
                            0)))
                    .get(0);

            assertThat(result.reward()).isEmpty();
            assertThat(result.error().orElseThrow()).isNotEmpty();
        }
    }

    @Test
    void a_folder_without_a_model_is_a_problem_of_the_definition() {
        RewardDefinition judge =
                new RewardDefinition("judge", Map.of("range", Map.of(), "model", Map.of("path", "no/such/folder")));

        assertThat(RewardFunctions.problems(judge)).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("model.path");
            assertThat(problem.problem()).startsWith("cannot be used: ");
        });
    }

    private static LocalSettings settings() {
        return new LocalSettings(Optional.of(ModelOnDisk.of(MODEL, EngineSettings.defaults())));
    }

    private static ChatRequest request(int maxTokens) {
        return new ChatRequest(
                List.of(ChatMessage.user("Where does this mail go?")),
                maxTokens,
                OptionalDouble.of(0),
                OptionalLong.empty(),
                Optional.empty(),
                0);
    }
}
