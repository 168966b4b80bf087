package dev.hone.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hone.SparkTest;
import dev.hone.grader.sandbox.InstalledSandbox;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardInput;
import dev.hone.settings.ScoreSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user's Python that hangs, in the step of a training. */
class TestHangingPython extends SparkTest {

    private static final int ROWS = 140;
    private static final String HANGS =
            """
            import time

            def reward(completion):
                while completion == "hang":
                    time.sleep(1)
                return 1.0
            """;

    @BeforeEach
    void needsBubblewrap() {
        InstalledSandbox.assume();
    }

    @Test
    void aWorkerThatHangsCostsItsBatchAndNotTheStep() {
        assertItsBatchAlone(scored(Map.of("timeoutSeconds", 5), new ScoreSettings(0.5, 60)), "timeout: ");
    }

    @Test
    void oneThatMayTakeLongerThanTheStepAllowsCostsItsBatchToo() {
        assertItsBatchAlone(
                scored(Map.of("timeoutSeconds", 600), new ScoreSettings(0.5, 8)), RewardCalls.TIMED_OUT + "8 s");
    }

    private static void assertItsBatchAlone(ScoreResult<RewardInput> result, String error) {
        assertThat(result.scored()).hasSize(ROWS);
        assertThat(result.errors()).isBetween(1, GroupBatches.MAX_BATCH_ROWS);
        assertThat(result.scored().get(3).result().reward()).as("NULL, never 0").isEmpty();
        assertThat(result.scored().get(3).result().error().orElseThrow()).startsWith(error);
        assertThat(result.scored().get(ROWS - 1).result().reward()).hasValue(1);
        assertThatCode(result::requireErrorShareWithinLimit).doesNotThrowAnyException();
    }

    private static ScoreResult<RewardInput> scored(Map<String, Object> parameters, ScoreSettings settings) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("file", Map.of("name", "hangs.py", "text", HANGS));
        RewardDefinition reward = new RewardDefinition("python", all);
        List<RewardInput> rows = new ArrayList<>(
                IntStream.range(0, ROWS).mapToObj(i -> row(i, "fine")).toList());
        rows.set(3, row(3, "hang"));
        return new ScoreRollouts(spark(), reward, settings).execute(1, rows, Function.identity());
    }

    private static RewardInput row(int i, String completion) {
        return new RewardInput("[]", completion, Optional.empty(), Optional.empty(), "prompt-" + i, i);
    }
}
