package dev.hone.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.EndpointException;
import dev.hone.reward.Answers;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.GroupReward;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import dev.hone.reward.RewardUnavailableException;
import dev.hone.settings.ScoreSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rewards that somebody outside of the JVM is asked for: many wait, waiting is no hanging, and nobody to ask is no error of a row. */
class TestAwaitedRewards extends SparkTest {

    private static final int GROUPS = 200;
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static volatile CompletableFuture<Double> verdict = new CompletableFuture<>();

    /** Ranks groups by a verdict that comes when all groups have asked for theirs, and then takes longer than a call may compute. */
    public static final class SlowJudge implements GroupReward {

        @Override
        public String name() {
            return "slow_judge";
        }

        @Override
        public RewardPlace place() {
            return RewardPlace.DRIVER;
        }

        @Override
        public List<RewardResult> scoreGroup(CompletionGroup group) {
            if (ASKED.incrementAndGet() == GROUPS) {
                verdict.completeOnTimeout(0.5, 1500, TimeUnit.MILLISECONDS);
            }
            return Collections.nCopies(group.size(), RewardResult.of(Answers.await(verdict)));
        }
    }

    /** Says of one prompt that nobody can be asked. */
    public static class Down implements RewardFunction {

        @Override
        public String name() {
            return "down";
        }

        @Override
        public RewardResult score(RewardInput input) {
            if (input.promptId().equals("prompt-7")) {
                throw new RewardUnavailableException(new EndpointException("The model judge-1 does not answer"));
            }
            return RewardResult.of(1);
        }
    }

    /** The same in the driver. */
    public static final class DownInTheDriver extends Down {

        @Override
        public RewardPlace place() {
            return RewardPlace.DRIVER;
        }
    }

    @BeforeEach
    void nobodyHasAsked() {
        ASKED.set(0);
        verdict = new CompletableFuture<>();
    }

    @Test
    void hundredsWaitForAnswersAtTheSameTimeForLongerThanACallMayCompute() {
        ScoreResult<RewardInput> result = new ScoreRollouts(spark(), custom(SlowJudge.class), new ScoreSettings(0, 1))
                .execute(1, rollouts(), Function.identity());

        assertThat(result.errors()).isZero();
        assertThat(result.scored()).hasSize(2 * GROUPS);
    }

    @Test
    void nobodyToAskEndsTheScoringInTheDriverAndInTasksAndInsideOfComposites() {
        for (RewardDefinition down : List.of(
                custom(Down.class),
                custom(DownInTheDriver.class),
                weighted(Down.class),
                weighted(DownInTheDriver.class))) {
            assertThatThrownBy(() -> new ScoreRollouts(spark(), down, new ScoreSettings(1, 60))
                            .execute(1, rollouts(), Function.identity()))
                    .isInstanceOf(EndpointException.class)
                    .hasMessage("The model judge-1 does not answer");
        }
    }

    private static List<RewardInput> rollouts() {
        return IntStream.range(0, 2 * GROUPS)
                .mapToObj(row ->
                        new RewardInput("[]", "x", Optional.of("x"), Optional.empty(), "prompt-" + row / 2, row % 2))
                .toList();
    }

    private static RewardDefinition weighted(Class<? extends RewardFunction> type) {
        return new RewardDefinition(
                "weighted",
                Map.of(
                        "parts",
                        List.of(
                                Map.of("kind", "class", "className", type.getName()),
                                Map.of("kind", "normalized_match", "name", "right"))));
    }

    private static RewardDefinition custom(Class<? extends RewardFunction> type) {
        return new RewardDefinition("class", Map.of("className", type.getName()));
    }
}
