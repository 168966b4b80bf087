package dev.hone.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.error.EndpointException;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.settings.ScoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.Test;

class TestScoreRollouts extends SparkTest {

    private static final RewardDefinition MATCH = new RewardDefinition("normalized_match", Map.of());

    /** Fails in each way a reward can fail, as the completion asks. */
    public static final class Troubled implements RewardFunction {

        @Override
        public String name() {
            return "troubled";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return switch (input.completion()) {
                case "throw" -> throw new IllegalStateException("cannot judge " + input.promptId());
                case "connect" -> throw new java.io.UncheckedIOException(new java.net.ConnectException("refused"));
                case "nan" -> RewardResult.of(Double.NaN);
                case "overflow" -> endless(input, 0);
                default -> RewardResult.of(1, true, "fine");
            };
        }

        private RewardResult endless(RewardInput input, int depth) {
            return depth < 0 ? RewardResult.of(0) : endless(input, depth + 1);
        }
    }

    /** Counts the calls that it takes to score, and in which job group. */
    public static final class CountsCalls implements RewardFunction {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public String name() {
            return "counts_calls";
        }

        @Override
        public RewardResult score(RewardInput input) {
            throw new UnsupportedOperationException("batches only");
        }

        @Override
        public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
            int call = calls.incrementAndGet();
            String group = TaskContext.get().getLocalProperty("spark.jobGroup.id");
            return inputs.stream()
                    .map(input -> RewardResult.of(call, true, group))
                    .toList();
        }
    }

    /** Forgets a row. */
    public static final class Forgetful implements RewardFunction {

        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return RewardResult.of(0);
        }

        @Override
        public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
            return List.of();
        }
    }

    /** Stands for a program that only the driver's machine has. */
    public static final class NeedsTheDriver implements RewardFunction {

        public NeedsTheDriver() {
            if (TaskContext.get() != null) {
                throw new IllegalStateException("there is no such program here");
            }
        }

        @Override
        public String name() {
            return "needs_the_driver";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return RewardResult.of(0);
        }
    }

    @Test
    void aRewardThatExecutorsCannotMakeIsAMatterOfSettings() {
        ScoreRollouts scoring = new ScoreRollouts(
                spark(), custom(NeedsTheDriver.class), new ScoreSettings(0.2, ScoreSettings.DEFAULT_TIMEOUT_SECONDS));

        assertThatThrownBy(() -> scoring.execute(0, List.of(rollout(0, "yes", Optional.empty())), Function.identity()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("the reward works in the driver, but cannot be made where it scores: ")
                .hasMessageContaining("there is no such program here")
                .hasMessageEndingWith("programs and files on every host");
    }

    @Test
    void everyRolloutIsScoredInTheOrderGiven() {
        List<RewardInput> rollouts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rollouts.add(rollout(i, i % 3 == 0 ? "Yes." : "no", Optional.of("yes")));
        }

        ScoreResult<RewardInput> result = new ScoreRollouts(
                        spark(), MATCH, new ScoreSettings(0.2, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(3, rollouts, Function.identity());

        assertThat(result.scored()).hasSize(100);
        for (int i = 0; i < 100; i++) {
            ScoredCompletion<RewardInput> scored = result.scored().get(i);
            assertThat(scored.input().promptId()).isEqualTo("prompt-" + i);
            assertThat(scored.input().sample()).isEqualTo(i);
            assertThat(scored.result().reward()).hasValue(i % 3 == 0 ? 1 : 0);
            assertThat(scored.grader()).matches("normalized_match@[0-9a-f]{16}");
        }
        assertThat(result.errors()).isZero();
        assertThat(result.rewarded()).isEqualTo(100);
    }

    @Test
    void aRewardThatFailsIsNullWithItsErrorAndCounted() {
        List<RewardInput> rollouts = List.of(
                rollout(0, "fine", Optional.empty()),
                rollout(1, "throw", Optional.empty()),
                rollout(2, "nan", Optional.empty()),
                rollout(3, "overflow", Optional.empty()),
                rollout(4, "fine", Optional.empty()));

        ScoreResult<RewardInput> result = new ScoreRollouts(
                        spark(), custom(Troubled.class), new ScoreSettings(0.5, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(0, rollouts, Function.identity());

        assertThat(result.errors()).isEqualTo(3);
        assertThat(result.errorShare()).isEqualTo(0.6);
        assertThat(result.scored().get(0).result().reward()).hasValue(1);
        assertThat(errors(result))
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("java.lang.IllegalStateException: cannot judge prompt-1"),
                        error -> assertThat(error).isEqualTo("the reward is NaN: a reward must be a finite number"),
                        error -> assertThat(error).startsWith("java.lang.StackOverflowError"));
        assertThat(result.errorShareExceeded()).isTrue();
        assertThatThrownBy(result::requireErrorShareWithinLimit)
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("3 of 5 completions have no reward (60.0 %, at most 50.0 % are allowed).")
                .hasMessageContaining("1 times, such as prompt prompt-1 sample 1: java.lang.IllegalStateException")
                .hasMessageContaining("raise train.maxRewardErrorShare");
    }

    @Test
    void errorsWithinTheLimitAreOnlyCounted() {
        ScoreResult<RewardInput> result = new ScoreRollouts(
                        spark(), custom(Troubled.class), new ScoreSettings(0.5, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(
                        0,
                        List.of(rollout(0, "fine", Optional.empty()), rollout(1, "throw", Optional.empty())),
                        Function.identity());

        assertThat(result.errors()).isOne();
        assertThatCode(result::requireErrorShareWithinLimit).doesNotThrowAnyException();
    }

    @Test
    void anEndpointThatDoesNotAnswerIsWorthAnotherTry() {
        ScoreResult<RewardInput> result = new ScoreRollouts(
                        spark(), custom(Troubled.class), new ScoreSettings(0, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(0, List.of(rollout(0, "connect", Optional.empty())), Function.identity());

        assertThatThrownBy(result::requireErrorShareWithinLimit)
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining("java.net.ConnectException: refused");
    }

    @Test
    void rowsReachTheFunctionInBatchesUnderTheJobGroupOfTheStage() {
        List<RewardInput> rollouts = IntStream.range(0, 300)
                .mapToObj(i -> rollout(i, "x", Optional.empty()))
                .toList();

        ScoreResult<RewardInput> result = new ScoreRollouts(
                        spark(), custom(CountsCalls.class), new ScoreSettings(0, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(12, rollouts, Function.identity());

        int tasks = spark().sparkContext().defaultParallelism();
        int rowsPerTask = (300 + tasks - 1) / tasks;
        assertThat(result.scored())
                .allSatisfy(row -> assertThat(row.result().explanation()).isEqualTo("SCORE-ROLLOUTS-12"))
                .allSatisfy(row -> assertThat(row.result().reward().getAsDouble())
                        .isBetween(1.0, tasks * Math.ceil(rowsPerTask / 64.0)));
        assertThat(spark().sparkContext().getLocalProperty("spark.jobGroup.id")).isNull();
    }

    @Test
    void aFunctionThatLosesARowFailsTheWholeBatch() {
        ScoreResult<RewardInput> result = new ScoreRollouts(
                        spark(), custom(Forgetful.class), new ScoreSettings(1, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(
                        0,
                        List.of(rollout(0, "a", Optional.empty()), rollout(1, "b", Optional.empty())),
                        Function.identity());

        assertThat(errors(result)).containsOnly("the reward function forgetful gave 0 results for a batch of 2");
    }

    @Test
    void aWrongDefinitionIsRefusedBeforeAnythingRuns() {
        assertThatThrownBy(() -> new ScoreRollouts(
                        spark(),
                        new RewardDefinition("label_macth", Map.of()),
                        new ScoreSettings(0.2, ScoreSettings.DEFAULT_TIMEOUT_SECONDS)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Did you mean label_match?");
    }

    @Test
    void noRolloutsNeedNoJob() {
        ScoreResult<RewardInput> result = new ScoreRollouts(
                        spark(), MATCH, new ScoreSettings(0.2, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(0, List.of(), Function.identity());

        assertThat(result.scored()).isEmpty();
        assertThat(result.errorShareExceeded()).isFalse();
    }

    private static List<String> errors(ScoreResult<RewardInput> result) {
        return result.scored().stream()
                .flatMap(row -> row.result().error().stream())
                .toList();
    }

    private static RewardInput rollout(int i, String completion, Optional<String> reference) {
        return new RewardInput("[]", completion, reference, Optional.empty(), "prompt-" + i, i);
    }

    private static RewardDefinition custom(Class<? extends RewardFunction> type) {
        return new RewardDefinition("class", Map.of("className", type.getName()));
    }
}
