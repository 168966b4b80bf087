package dev.hone.math.advantage;

import static dev.hone.math.Golden.assertNear;
import static dev.hone.math.Golden.cube;
import static dev.hone.math.Golden.row;
import static dev.hone.math.Golden.table;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import org.junit.jupiter.api.Test;

class TestRewardMathematics {

    @Test
    void severalRewardsPerCompletionEqualTheGoldenNumbers() {
        Golden golden = Golden.read("advantages.json");
        double tolerance = golden.tolerance("float64");
        for (JsonNode batch : golden.root().path("multi_reward")) {
            double[][][] rewards = cube(batch.path("rewards"));
            double[] weights = row(batch.path("weights"));
            JsonNode expected = batch.path("advantages");
            double[][] sums = MultiRewardAdvantages.weightedSum(rewards, weights);
            assertNear("sums", sums, table(batch.path("weighted_sums")), tolerance);
            double[][] summed = GroupAdvantages.of(AdvantageKind.GRPO, sums, new int[0][], 1e-4);
            assertNear("sum_then_grpo", summed, table(expected.path("sum_then_grpo_eps_1e-4")), tolerance);
            double[][] gdpo = MultiRewardAdvantages.gdpo(rewards, weights, 1e-4);
            assertNear("gdpo", gdpo, table(expected.path("gdpo")), tolerance);
        }
    }

    @Test
    void passAtKEqualsTheExactFractions() {
        Golden golden = Golden.read("advantages.json");
        for (JsonNode expected : golden.root().path("pass_at_k")) {
            double actual = PassAtK.of(
                    expected.path("samples").asInt(),
                    expected.path("correct").asInt(),
                    expected.path("k").asInt());
            assertNear(expected.toString(), actual, expected.path("value").asDouble(), golden.tolerance("float64"));
        }
    }

    @Test
    void passAtKRefusesMoreCorrectThanSamples() {
        assertThatThrownBy(() -> PassAtK.of(4, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("samples 4, correct 5, k 1");
    }

    @Test
    void theOverlongPenaltyEqualsTheGoldenNumbers() {
        Golden golden = Golden.read("advantages.json");
        for (JsonNode setting : golden.root().path("soft_overlong")) {
            JsonNode lengths = setting.path("completion_tokens");
            for (int i = 0; i < lengths.size(); i++) {
                double actual = SoftOverlong.penalty(
                        lengths.path(i).asInt(),
                        setting.path("max_tokens").asInt(),
                        setting.path("cache_tokens").asInt());
                assertNear(
                        setting.toString(),
                        actual,
                        setting.path("penalty").path(i).asDouble(),
                        golden.tolerance("float64"));
            }
        }
    }
}
