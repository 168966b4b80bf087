package dev.hone.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.SparkTest;
import dev.hone.math.Golden;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestComputeAdvantages extends SparkTest {

    @Test
    void everyKindInSparkEqualsThePureMathematicsOnTheFixtures() {
        Golden golden = Golden.read("advantages.json");
        List<JsonNode> batches = new ArrayList<>();
        golden.root().path("single_reward").forEach(batches::add);
        for (AdvantageKind kind : AdvantageKind.values()) {
            if (kind.withinGroup()) {
                requirePureMathematics(kind, batches, golden.tolerance("float64"));
            } else {
                batches.forEach(batch -> requirePureMathematics(kind, List.of(batch), golden.tolerance("float64")));
            }
        }
    }

    private static void requirePureMathematics(AdvantageKind kind, List<JsonNode> batches, double tolerance) {
        double[][] rewards = batches.stream()
                .flatMap(batch -> Arrays.stream(Golden.table(batch.path("rewards"))))
                .toArray(double[][]::new);
        int[][] tokens = batches.stream()
                .flatMap(batch -> Arrays.stream(Golden.intTable(batch.path("completion_tokens"))))
                .toArray(int[][]::new);
        double[][] expected = GroupAdvantages.of(kind, rewards, tokens, GroupAdvantages.DEFAULT_EPSILON);
        ComputeAdvantages stage = new ComputeAdvantages(spark(), AdvantageSettings.of(kind));
        for (AdvantageOfSample sample :
                stage.execute(1, samples(rewards, tokens)).advantages()) {
            int p = Integer.parseInt(sample.promptId().substring(1));
            boolean counts = GroupAdvantages.hasSignal(rewards[p]) && !Double.isNaN(rewards[p][sample.sample()]);
            double wanted = counts ? expected[p][sample.sample()] : 0;
            String what = kind + " " + sample;
            Golden.assertNear(what, sample.advantage(), wanted, tolerance);
            assertThat(sample.lossWeight()).as(what).isEqualTo(counts ? 1 : 0);
        }
    }

    @Test
    void groupsWithoutSignalAndUnscorableCompletionsAreCounted() {
        double[][] rewards = {{1, 0, 1}, {0.1 + 0.2, 0.3, 0.3}, {Double.NaN, 1, Double.NaN}, {Double.NaN, 1, 0}};
        ComputeAdvantages.Result result = new ComputeAdvantages(spark(), AdvantageSettings.of(AdvantageKind.GRPO))
                .execute(3, samples(rewards, new int[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}}));
        assertThat(result.advantages()).hasSize(12);
        assertThat(result.groups()).isEqualTo(4);
        assertThat(result.groupsWithoutSignal()).isEqualTo(2);
        assertThat(result.unscorable()).isEqualTo(3);
    }

    @Test
    void groupsCanBeFilteredOnTheirOutcomeInsteadOfTheShapedReward() {
        List<RewardOfSample> samples = List.of(
                sample("allFailed", 0, 0.1, Optional.of(false)),
                sample("allFailed", 1, 0.3, Optional.of(false)),
                sample("mixed", 0, 0.1, Optional.of(false)),
                sample("mixed", 1, 0.9, Optional.of(true)),
                sample("unknown", 0, 0.1, Optional.empty()),
                sample("unknown", 1, 0.9, Optional.empty()));
        AdvantageSettings settings = new AdvantageSettings(AdvantageKind.DR_GRPO, 0, true, Optional.empty());
        ComputeAdvantages.Result result = new ComputeAdvantages(spark(), settings).execute(1, samples);
        assertThat(result.advantages().stream().map(AdvantageOfSample::lossWeight))
                .containsExactly(0.0, 0.0, 1.0, 1.0, 1.0, 1.0);
        assertThat(result.groupsWithoutSignal()).isEqualTo(1);
    }

    @Test
    void aStepOf256CompletionsIsOneJobOfOneTask() {
        Random random = new Random(9);
        double[][] rewards = new double[32][8];
        int[][] tokens = new int[32][8];
        for (int p = 0; p < 32; p++) {
            rewards[p] = random.doubles(8).toArray();
            tokens[p] = random.ints(8, 1, 40).toArray();
        }
        ComputeAdvantages stage = new ComputeAdvantages(spark(), AdvantageSettings.of(AdvantageKind.GRPO));
        List<RewardOfSample> samples = samples(rewards, tokens);
        ComputeAdvantages.Result result = stage.execute(5, samples);
        assertThat(result.advantages()).hasSize(256);
        int[] jobs = spark().sparkContext().statusTracker().getJobIdsForGroup("COMPUTE-ADVANTAGES-5");
        assertThat(jobs).hasSize(1);
        int[] stages =
                spark().sparkContext().statusTracker().getJobInfo(jobs[0]).get().stageIds();
        assertThat(stages).hasSize(1);
        assertThat(spark().sparkContext()
                        .statusTracker()
                        .getStageInfo(stages[0])
                        .get()
                        .numTasks())
                .isEqualTo(1);
    }

    @Test
    void anInfiniteRewardIsRefused() {
        assertThatThrownBy(() -> sample("p", 2, Double.POSITIVE_INFINITY, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the reward of prompt p, sample 2 must be finite, got Infinity; a reward that cannot be computed is"
                                + " empty");
    }

    private static RewardOfSample sample(String prompt, int sample, double reward, Optional<Boolean> outcome) {
        return new RewardOfSample(prompt, sample, 1, OptionalDouble.of(reward), Map.of(), outcome);
    }

    private static List<RewardOfSample> samples(double[][] rewards, int[][] tokens) {
        List<RewardOfSample> samples = new ArrayList<>();
        for (int p = 0; p < rewards.length; p++) {
            for (int g = 0; g < rewards[p].length; g++) {
                OptionalDouble reward =
                        Double.isNaN(rewards[p][g]) ? OptionalDouble.empty() : OptionalDouble.of(rewards[p][g]);
                samples.add(new RewardOfSample("p" + p, g, tokens[p][g], reward, Map.of(), Optional.empty()));
            }
        }
        return samples;
    }
}
