package dev.hone.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.ChildJvm;
import dev.hone.SparkTest;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.GroupReward;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import dev.hone.settings.ScoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.Test;

/** What judges need: whole groups, one instance for a JVM, a place in the driver. */
class TestGroupRewards extends SparkTest {

    private static final int SAMPLES = 8;

    /** Ranks the completions of a prompt by length, the longest first, and says which ones it saw. */
    public static class Ranks implements GroupReward {

        @Override
        public String name() {
            return "ranks";
        }

        @Override
        public List<RewardResult> scoreGroup(CompletionGroup group) {
            List<RewardInput> completions = group.completions();
            String seen = group.promptId() + ":"
                    + completions.stream()
                            .map(completion -> Integer.toString(completion.sample()))
                            .collect(Collectors.joining(","));
            return completions.stream()
                    .map(completion -> {
                        long shorter = completions.stream()
                                .filter(other -> other.completion().length()
                                        < completion.completion().length())
                                .count();
                        return RewardResult.of(shorter / (double) (group.size() - 1), true, seen);
                    })
                    .toList();
        }
    }

    /** The same, asked for in the driver, for money. */
    public static final class Judges extends Ranks {

        @Override
        public String name() {
            return "judges";
        }

        @Override
        public RewardPlace place() {
            return RewardPlace.DRIVER;
        }

        @Override
        public List<RewardResult> scoreGroup(CompletionGroup group) {
            if (TaskContext.get() != null) {
                throw new IllegalStateException("a judge in a Spark task");
            }
            if (group.promptId().equals("prompt-3")) {
                throw new IllegalStateException("no verdict on " + group.promptId());
            }
            return super.scoreGroup(group).stream()
                    .map(result -> result.withCostMicroUsd(20).withLatencyMillis(7))
                    .toList();
        }
    }

    /** Waits in the driver for whoever does not answer. */
    public static final class WaitsInTheDriver implements RewardFunction {

        @Override
        public String name() {
            return "waits";
        }

        @Override
        public RewardPlace place() {
            return RewardPlace.DRIVER;
        }

        @Override
        public RewardResult score(RewardInput input) {
            try {
                TimeUnit.MINUTES.sleep(1);
                return RewardResult.of(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Prints when it is made, first called and closed. */
    public static final class Prints implements RewardFunction {

        private final String id = Integer.toHexString(System.identityHashCode(this));

        public Prints() {
            System.out.println("made " + id);
        }

        @Override
        public String name() {
            return "prints";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return RewardResult.of(1, true, id);
        }

        @Override
        public void close() {
            System.out.println("closed " + id);
        }
    }

    /** Scores two steps, each in several tasks. */
    static final class ScoringDriver {

        private ScoringDriver() {}

        public static void main(String[] args) {
            SparkTest.session();
            ScoreRollouts scoreRollouts =
                    scoreRollouts(custom(Prints.class), new ScoreSettings(0, ScoreSettings.DEFAULT_TIMEOUT_SECONDS));
            for (int step = 1; step <= 2; step++) {
                scoreRollouts.execute(step, rollouts(), Function.identity()).scored().stream()
                        .map(scored -> "scored by " + scored.result().explanation())
                        .distinct()
                        .forEach(System.out::println);
            }
        }
    }

    @Test
    void aRewardSeesWholeGroupsInOrderOfSampleHoweverTheRowsCome() {
        List<RewardInput> shuffled = rollouts();
        Collections.reverse(shuffled);

        ScoreResult<RewardInput> result = scoreRollouts(
                        custom(Ranks.class), new ScoreSettings(0, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(1, shuffled, Function.identity());

        assertThat(result.scored()).hasSize(13 * SAMPLES).allSatisfy(scored -> {
            assertThat(scored.result().explanation()).isEqualTo(scored.input().promptId() + ":0,1,2,3,4,5,6,7");
            assertThat(scored.result().reward().orElseThrow())
                    .isCloseTo(scored.input().sample() / 7.0, within(1e-12));
            assertThat(scored.completion()).isSameAs(scored.input());
        });
    }

    @Test
    void slicesAndBatchesHoldWholeGroupsWhateverTheNumberOfTasks() {
        List<CompletionGroup> groups = IntStream.range(0, 13)
                .mapToObj(p -> new CompletionGroup(group(p, 1 + p % 5)))
                .toList();
        for (int tasks = 1; tasks <= 20; tasks++) {
            List<List<CompletionGroup>> slices = GroupBatches.slices(groups, tasks);
            assertThat(slices).hasSizeBetween(1, tasks).noneMatch(List::isEmpty);
            assertThat(slices.stream().flatMap(List::stream)).isEqualTo(groups);
        }
        List<CompletionGroup> large = List.of(
                new CompletionGroup(group(0, 40)),
                new CompletionGroup(group(1, 24)),
                new CompletionGroup(group(2, 1)),
                new CompletionGroup(group(3, 100)));
        assertThat(GroupBatches.batches(large).stream().map(GroupBatches::rows)).containsExactly(64, 1, 100);
    }

    @Test
    void aJudgeIsCalledInTheDriverWithoutASparkTaskAndFailsByGroup() {
        ScoreResult<RewardInput> result = scoreRollouts(
                        custom(Judges.class), new ScoreSettings(0.5, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(77, rollouts(), Function.identity());

        assertThat(result.errors()).isEqualTo(SAMPLES);
        assertThat(result.scored().get(3 * SAMPLES).result().error().orElseThrow())
                .startsWith("java.lang.IllegalStateException: no verdict on prompt-3");
        assertThat(result.scored().get(0).result().costMicroUsd()).hasValue(20);
        assertThat(result.scored().get(0).result().latencyMillis()).hasValue(7);
        assertThat(spark().sparkContext().statusTracker().getJobIdsForGroup("SCORE-ROLLOUTS-77"))
                .isEmpty();
    }

    @Test
    void callsInTheDriverThatHangAreErrorsAsThoseInTasks() {
        ScoreResult<RewardInput> result = scoreRollouts(custom(WaitsInTheDriver.class), new ScoreSettings(1, 1))
                .execute(1, rollouts(), Function.identity());

        assertThat(result.scored()).hasSize(13 * SAMPLES).allSatisfy(scored -> assertThat(
                        scored.result().error().orElseThrow())
                .startsWith("timed out after 1 s (at " + WaitsInTheDriver.class.getName() + ".score"));
    }

    @Test
    void aGroupRewardCanBeAPartOfAWeightedSumAndTakesItToItsPlace() {
        RewardDefinition mixed = new RewardDefinition(
                "weighted",
                Map.of(
                        "parts",
                        List.of(
                                Map.of(
                                        "kind",
                                        "class",
                                        "className",
                                        Judges.class.getName(),
                                        "name",
                                        "rank",
                                        "weight",
                                        0.5),
                                Map.of("kind", "normalized_match", "name", "right"))));

        ScoreResult<RewardInput> result = scoreRollouts(
                        mixed, new ScoreSettings(0.5, ScoreSettings.DEFAULT_TIMEOUT_SECONDS))
                .execute(78, rollouts(), Function.identity());

        RewardResult longest = result.scored().get(SAMPLES - 1).result();
        assertThat(longest.reward()).hasValue(1.5);
        assertThat(longest.components()).isEqualTo(Map.of("rank", 1.0, "right", 1.0));
        assertThat(longest.costMicroUsd()).hasValue(20);
        assertThat(result.scored().get(0).result().reward()).hasValue(0);
        assertThat(spark().sparkContext().statusTracker().getJobIdsForGroup("SCORE-ROLLOUTS-78"))
                .isEmpty();
    }

    @Test
    void oneInstanceServesAllTasksOfAJvmAndEveryInstanceIsClosedOnce() throws Exception {
        Path log = folder.resolve("log");
        Process driver = ChildJvm.start(ScoringDriver.class, log);
        try {
            assertThat(driver.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            driver.destroyForcibly();
        }

        List<String> lines = ChildJvm.output(log)
                .lines()
                .filter(line -> line.matches("(made|closed|scored by) .*"))
                .toList();
        List<String> made = ids(lines, "made ");
        assertThat(ids(lines, "scored by ")).as(lines::toString).hasSize(2);
        assertThat(ids(lines, "scored by ").stream().distinct()).hasSize(1);
        assertThat(made)
                .as("one to read its name and version, one for all calls")
                .hasSize(2);
        assertThat(ids(lines, "closed ")).containsExactlyElementsOf(made);
    }

    private static List<String> ids(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    /** 13 prompts: too many rows for one batch, and groups that no number of tasks divides. */
    private static List<RewardInput> rollouts() {
        List<RewardInput> rollouts = new ArrayList<>();
        IntStream.range(0, 13).forEach(p -> rollouts.addAll(group(p, SAMPLES)));
        return rollouts;
    }

    private static List<RewardInput> group(int prompt, int samples) {
        return IntStream.range(0, samples)
                .mapToObj(g -> new RewardInput(
                        "[]", "x".repeat(g + 1), Optional.of("xxxxxxxx"), Optional.empty(), "prompt-" + prompt, g))
                .toList();
    }

    private static ScoreRollouts scoreRollouts(RewardDefinition definition, ScoreSettings settings) {
        return new ScoreRollouts(spark(), definition, settings);
    }

    private static RewardDefinition custom(Class<? extends RewardFunction> type) {
        return new RewardDefinition("class", Map.of("className", type.getName()));
    }
}
