package dev.hone.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.math.Golden;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.advantage.MultiRewardAdvantages;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.schema.RolloutRow;
import dev.hone.score.ScoredCompletion;
import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.OverlongShaping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TestComputeAdvantages {

    @Test
    void everyKindEqualsThePureMathematicsOnTheFixtures() {
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

    @Test
    void constantGroupsAreTrainedOnWhereWhiteningOverTokensMovesThem() {
        Golden golden = Golden.resource("whitened_advantages.json");
        for (JsonNode batch : golden.root().path("cases")) {
            for (AdvantageKind kind :
                    List.of(AdvantageKind.REINFORCE_PP_BASELINE, AdvantageKind.REINFORCE_PP_BASELINE_OPENRLHF)) {
                requirePureMathematics(kind, List.of(batch), golden.tolerance("float64"));
                requireGolden(kind, batch, golden.tolerance("float64"));
            }
        }
    }

    /** Groups judged by their rewards as they are. */
    private static AdvantageSettings settings(AdvantageKind kind) {
        return new AdvantageSettings(kind, GroupAdvantages.DEFAULT_EPSILON, false, Optional.empty());
    }

    private static void requireGolden(AdvantageKind kind, JsonNode batch, double tolerance) {
        double[][] rewards = Golden.table(batch.path("rewards"));
        double[][] expected = Golden.table(batch.path(kind.word()));
        ComputeAdvantages.Result<RolloutRow> result = new ComputeAdvantages(settings(kind))
                .execute(samples(rewards, Golden.intTable(batch.path("completion_tokens"))));
        for (WeightedCompletion<RolloutRow> sample : result.completions()) {
            double wanted = expected[Integer.parseInt(promptId(sample).substring(1))][number(sample)];
            String what = batch.path("case").asText() + " " + kind.word() + " "
                    + sample.scored().input();
            Golden.assertNear(what, sample.advantage(), wanted, tolerance);
            assertThat(sample.lossWeight()).as(what).isEqualTo(wanted == 0 ? 0 : 1);
        }
        assertThat(result.groupsWithoutSignal())
                .as("groups of equal rewards are counted though they are trained on")
                .isEqualTo((int) Arrays.stream(rewards)
                        .filter(group -> !GroupAdvantages.hasSignal(group))
                        .count());
    }

    private static void requirePureMathematics(AdvantageKind kind, List<JsonNode> batches, double tolerance) {
        double[][] rewards = batches.stream()
                .flatMap(batch -> Arrays.stream(Golden.table(batch.path("rewards"))))
                .toArray(double[][]::new);
        int[][] tokens = batches.stream()
                .flatMap(batch -> Arrays.stream(Golden.intTable(batch.path("completion_tokens"))))
                .toArray(int[][]::new);
        double[][] expected = GroupAdvantages.of(kind, rewards, tokens, GroupAdvantages.DEFAULT_EPSILON);
        ComputeAdvantages stage = new ComputeAdvantages(settings(kind));
        for (WeightedCompletion<RolloutRow> sample :
                stage.execute(samples(rewards, tokens)).completions()) {
            int p = Integer.parseInt(promptId(sample).substring(1));
            double advantage = expected[p][number(sample)];
            boolean moved = kind.whitensTokens() && Math.abs(advantage) > GroupAdvantages.SIGNAL_TOLERANCE;
            boolean counts =
                    !Double.isNaN(rewards[p][number(sample)]) && (GroupAdvantages.hasSignal(rewards[p]) || moved);
            double wanted = counts ? advantage : 0;
            String what = kind + " " + sample.scored().input();
            Golden.assertNear(what, sample.advantage(), wanted, tolerance);
            assertThat(sample.lossWeight()).as(what).isEqualTo(counts ? 1 : 0);
        }
    }

    @Test
    void severalRewardsEqualTheGoldenNumbers() {
        Golden golden = Golden.read("advantages.json");
        for (JsonNode batch : golden.root().path("multi_reward")) {
            double[] weights = Golden.row(batch.path("weights"));
            double[][][] rewards = Golden.cube(batch.path("rewards"));
            double[][] sums = MultiRewardAdvantages.weightedSum(rewards, weights);
            double[][] expected = Golden.table(batch.path("advantages").path("gdpo"));
            Map<String, Double> named = new LinkedHashMap<>();
            for (int k = 0; k < weights.length; k++) {
                named.put("r" + k, weights[k]);
            }
            ComputeAdvantages stage = new ComputeAdvantages(settings(AdvantageKind.GDPO), named);
            List<ScoredCompletion<RolloutRow>> samples = new ArrayList<>();
            for (int p = 0; p < rewards.length; p++) {
                for (int g = 0; g < rewards[p].length; g++) {
                    samples.add(sample("p" + p, g, 1, known(sums[p][g]), components(rewards[p][g]), Optional.empty()));
                }
            }
            for (WeightedCompletion<RolloutRow> sample : stage.execute(samples).completions()) {
                int p = Integer.parseInt(promptId(sample).substring(1));
                double wanted = sample.lossWeight() == 0 ? 0 : expected[p][number(sample)];
                String what =
                        batch.path("case").asText() + " " + sample.scored().input();
                Golden.assertNear(what, sample.advantage(), wanted, golden.tolerance("float64"));
                assertThat(sample.lossWeight()).as(what).isEqualTo(differs(rewards[p], sums[p], number(sample)));
            }
        }
    }

    @Test
    void rewardsThatAddUpToTheSameAreASignalForSeveralRewardsOnly() {
        List<ScoredCompletion<RolloutRow>> samples = List.of(
                sample("p", 0, 1, OptionalDouble.of(1), Map.of("a", 1.0, "b", 0.0), Optional.empty()),
                sample("p", 1, 1, OptionalDouble.of(1), Map.of("a", 0.0, "b", 1.0), Optional.empty()));
        Map<String, Double> weights = Map.of("a", 1.0, "b", 1.0);
        ComputeAdvantages gdpo = new ComputeAdvantages(settings(AdvantageKind.GDPO), weights);
        ComputeAdvantages grpo = new ComputeAdvantages(settings(AdvantageKind.GRPO), weights);
        assertThat(gdpo.execute(samples).groupsWithoutSignal()).isZero();
        assertThat(grpo.execute(samples).groupsWithoutSignal()).isEqualTo(1);
    }

    @Test
    void longCompletionsLoseRewardBeforeAdvantagesAreComputed() {
        Golden golden = Golden.read("advantages.json");
        for (JsonNode setting : golden.root().path("soft_overlong")) {
            int[] tokens =
                    Golden.intTable(new ObjectMapper().createArrayNode().add(setting.path("completion_tokens")))[0];
            double[] penalties = Golden.row(setting.path("penalty"));
            OverlongShaping overlong = new OverlongShaping(
                    setting.path("max_tokens").asInt(),
                    setting.path("cache_tokens").asInt(),
                    0.5);
            AdvantageSettings settings = new AdvantageSettings(AdvantageKind.DR_GRPO, 0, false, Optional.of(overlong));
            List<ScoredCompletion<RolloutRow>> samples = new ArrayList<>();
            double mean = 0;
            for (int g = 0; g < tokens.length; g++) {
                samples.add(sample("p", g, tokens[g], OptionalDouble.of(2), Map.of(), Optional.empty()));
                mean += (2 + 0.5 * penalties[g]) / tokens.length;
            }
            for (WeightedCompletion<RolloutRow> sample :
                    new ComputeAdvantages(settings).execute(samples).completions()) {
                double shaped = 2 + 0.5 * penalties[number(sample)];
                double tolerance = golden.tolerance("float64");
                Golden.assertNear("shaped", sample.shapedReward().orElseThrow(), shaped, tolerance);
                Golden.assertNear("advantage", sample.advantage(), shaped - mean, tolerance);
            }
        }
    }

    @Test
    void lengthIsARewardOfItsOwnAmongSeveral() {
        List<ScoredCompletion<RolloutRow>> samples = List.of(
                sample("p", 0, 10, OptionalDouble.of(1), Map.of("a", 1.0, "b", 0.0), Optional.empty()),
                sample("p", 1, 5, OptionalDouble.of(1), Map.of("a", 1.0, "b", 0.0), Optional.empty()));
        AdvantageSettings settings =
                new AdvantageSettings(AdvantageKind.GDPO, 1e-4, false, Optional.of(new OverlongShaping(10, 5, 1)));
        double[][] expected =
                MultiRewardAdvantages.gdpo(new double[][][] {{{1, 0, -1}, {1, 0, 0}}}, new double[] {1, 1, 1}, 1e-4);
        List<WeightedCompletion<RolloutRow>> found = new ComputeAdvantages(settings, Map.of("a", 1.0, "b", 1.0))
                .execute(samples)
                .completions();
        Golden.assertNear("long", found.get(0).advantage(), expected[0][0], 1e-12);
        Golden.assertNear("short", found.get(1).advantage(), expected[0][1], 1e-12);
    }

    @Test
    void groupsWithoutSignalAndCompletionsWithoutARewardAreCounted() {
        double[][] rewards = {{1, 0, 1}, {0.1 + 0.2, 0.3, 0.3}, {Double.NaN, 1, Double.NaN}, {Double.NaN, 1, 0}};
        ComputeAdvantages.Result<RolloutRow> result = new ComputeAdvantages(settings(AdvantageKind.GRPO))
                .execute(samples(rewards, new int[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {1, 1, 1}}));
        assertThat(result.completions()).hasSize(12);
        assertThat(result.groups()).isEqualTo(4);
        assertThat(result.groupsWithoutSignal()).isEqualTo(2);
        assertThat(result.withoutReward()).isEqualTo(3);
    }

    @Test
    void groupsCanBeFilteredOnTheirOutcomeInsteadOfTheShapedReward() {
        List<ScoredCompletion<RolloutRow>> samples = List.of(
                sample("allFailed", 0, 0.1, Optional.of(false)),
                sample("allFailed", 1, 0.3, Optional.of(false)),
                sample("mixed", 0, 0.1, Optional.of(false)),
                sample("mixed", 1, 0.9, Optional.of(true)),
                sample("unknown", 0, 0.1, Optional.empty()),
                sample("unknown", 1, 0.9, Optional.empty()));
        AdvantageSettings settings = new AdvantageSettings(AdvantageKind.DR_GRPO, 0, true, Optional.empty());
        ComputeAdvantages.Result<RolloutRow> result = new ComputeAdvantages(settings).execute(samples);
        assertThat(result.completions().stream().map(WeightedCompletion::lossWeight))
                .containsExactly(0.0, 0.0, 1.0, 1.0, 1.0, 1.0);
        assertThat(result.groupsWithoutSignal()).isEqualTo(1);
    }

    @Test
    void anInfiniteRewardIsRefused() {
        assertThatThrownBy(() -> sample("p", 2, Double.POSITIVE_INFINITY, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the reward of prompt p, sample 2 must be finite, got Infinity; a reward that cannot be computed is"
                                + " empty");
    }

    private static OptionalDouble known(double reward) {
        return Double.isNaN(reward) ? OptionalDouble.empty() : OptionalDouble.of(reward);
    }

    private static Map<String, Double> components(double[] rewards) {
        Map<String, Double> components = new LinkedHashMap<>();
        for (int k = 0; k < rewards.length; k++) {
            if (!Double.isNaN(rewards[k])) {
                components.put("r" + k, rewards[k]);
            }
        }
        return components;
    }

    /** 1 where the completion has a reward and any of the rewards differs within the group. */
    private static double differs(double[][] group, double[] sums, int sample) {
        boolean any = false;
        for (int k = 0; k < group[0].length; k++) {
            int reward = k;
            any |= GroupAdvantages.hasSignal(
                    Arrays.stream(group).mapToDouble(parts -> parts[reward]).toArray());
        }
        return any && !Double.isNaN(sums[sample]) ? 1 : 0;
    }

    private static ScoredCompletion<RolloutRow> sample(
            String prompt, int sample, double reward, Optional<Boolean> outcome) {
        return sample(prompt, sample, 1, OptionalDouble.of(reward), Map.of(), outcome);
    }

    private static ScoredCompletion<RolloutRow> sample(
            String prompt,
            int sample,
            int tokens,
            OptionalDouble reward,
            Map<String, Double> components,
            Optional<Boolean> outcome) {
        Optional<String> error = reward.isPresent() ? Optional.empty() : Optional.of("no judge");
        return new ScoredCompletion<>(
                rollout(prompt, sample, tokens),
                new RewardInput("[]", "", Optional.empty(), Optional.empty(), prompt, sample),
                new RewardResult(reward, components, Map.of(), outcome, "", error),
                "grader@1",
                1);
    }

    private static RolloutRow rollout(String prompt, int sample, int tokens) {
        return new RolloutRow(
                "r",
                1,
                prompt,
                sample,
                0,
                "sha",
                42L,
                "",
                Collections.nCopies(tokens, 5),
                Collections.nCopies(tokens, -0.5f),
                CompletionParts.answerOnly(""),
                List.of(),
                "end_of_sequence",
                7,
                0,
                12,
                "h",
                "a processor",
                Instant.EPOCH);
    }

    private static String promptId(WeightedCompletion<RolloutRow> completion) {
        return completion.scored().input().promptId();
    }

    private static int number(WeightedCompletion<RolloutRow> completion) {
        return completion.scored().input().sample();
    }

    private static List<ScoredCompletion<RolloutRow>> samples(double[][] rewards, int[][] tokens) {
        List<ScoredCompletion<RolloutRow>> samples = new ArrayList<>();
        for (int p = 0; p < rewards.length; p++) {
            for (int g = 0; g < rewards[p].length; g++) {
                OptionalDouble reward =
                        Double.isNaN(rewards[p][g]) ? OptionalDouble.empty() : OptionalDouble.of(rewards[p][g]);
                samples.add(sample("p" + p, g, tokens[p][g], reward, Map.of(), Optional.empty()));
            }
        }
        return samples;
    }
}
