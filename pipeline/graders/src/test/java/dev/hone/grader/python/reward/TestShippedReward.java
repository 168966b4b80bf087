package dev.hone.grader.python.reward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.grader.sandbox.InstalledSandbox;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestShippedReward {

    private static final Path FILE = Path.of(System.getProperty("hone.repository"), "conf/rewards/mails.py");

    @Test
    void theRewardOfTheMailSorterPaysForFormAndFields() {
        InstalledSandbox.assume();
        RewardDefinition definition =
                new RewardDefinition("python", Map.of("file", FILE.toString(), "timeoutSeconds", 60));
        try (RewardFunction function = RewardFunctions.create(definition)) {
            List<RewardResult> results = function.scoreBatch(Stream.of(
                            "{\"intent\": \"cancel\", \"order\": \"410\"}",
                            "{\"intent\": \"cancel\", \"order\": \"none\"}",
                            "{\"intent\": \"cancel\"}",
                            "cancel 410")
                    .map(answer -> RewardInput.of(answer, Optional.of("{\"intent\": \"cancel\", \"order\": \"410\"}")))
                    .toList());

            assertThat(results)
                    .extracting(result -> result.reward().orElseThrow())
                    .containsExactly(1.0, 0.6, 0.1, 0.0);
            assertThat(results.get(0).outcome()).contains(true);
            assertThat(results.get(1).explanation()).isEqualTo("right: intent");
        }
    }
}
