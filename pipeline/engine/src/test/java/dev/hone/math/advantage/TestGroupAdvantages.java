package dev.hone.math.advantage;

import static dev.hone.math.Golden.assertNear;
import static dev.hone.math.Golden.intTable;
import static dev.hone.math.Golden.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestGroupAdvantages {

    private record Setting(AdvantageKind kind, double epsilon) {}

    private static final Map<String, Setting> SETTINGS = Map.of(
            "grpo_eps_1e-4", new Setting(AdvantageKind.GRPO, 1e-4),
            "grpo_eps_1e-6", new Setting(AdvantageKind.GRPO, 1e-6),
            "dr_grpo", new Setting(AdvantageKind.DR_GRPO, 0),
            "batch_scaled", new Setting(AdvantageKind.BATCH_SCALED, 1e-4),
            "rloo", new Setting(AdvantageKind.RLOO, 0),
            "rloo_normalized", new Setting(AdvantageKind.RLOO_NORMALIZED, 1e-4),
            "reinforce_pp_baseline_verl", new Setting(AdvantageKind.REINFORCE_PP_BASELINE, 0),
            "reinforce_pp_baseline_openrlhf", new Setting(AdvantageKind.REINFORCE_PP_BASELINE_OPENRLHF, 0),
            "maxrl", new Setting(AdvantageKind.MAXRL, 0),
            "maxrl_eps_1e-6", new Setting(AdvantageKind.MAXRL, 1e-6));

    @Test
    void advantagesEqualTheGoldenNumbers() {
        Golden golden = Golden.read("advantages.json");
        int compared = 0;
        for (JsonNode batch : golden.root().path("single_reward")) {
            double[][] rewards = table(batch.path("rewards"));
            int[][] tokens = intTable(batch.path("completion_tokens"));
            for (Map.Entry<String, JsonNode> expected : batch.path("advantages").properties()) {
                Setting setting = SETTINGS.get(expected.getKey());
                double[][] actual = GroupAdvantages.of(setting.kind(), rewards, tokens, setting.epsilon());
                String what = batch.path("case").asText() + " " + expected.getKey();
                assertNear(what, actual, table(expected.getValue()), golden.tolerance("float64"));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(8 * 8);
    }

    @Test
    void whiteningOverTokensGivesConstantGroupsTheAdvantageThatVerlAndOpenRlhfGiveThem() {
        Golden golden = Golden.resource("whitened_advantages.json");
        for (JsonNode batch : golden.root().path("cases")) {
            double[][] rewards = table(batch.path("rewards"));
            int[][] tokens = intTable(batch.path("completion_tokens"));
            for (AdvantageKind kind :
                    List.of(AdvantageKind.REINFORCE_PP_BASELINE, AdvantageKind.REINFORCE_PP_BASELINE_OPENRLHF)) {
                double[][] actual = GroupAdvantages.of(kind, rewards, tokens, 0);
                String what = batch.path("case").asText() + " " + kind.word();
                assertNear(what, actual, table(batch.path(kind.word())), golden.tolerance("float64"));
            }
        }
    }

    @Test
    void constantGroupsHaveNoSignalEvenWithFloatNoise() {
        Golden golden = Golden.read("advantages.json");
        for (JsonNode batch : golden.root().path("single_reward")) {
            double[][] rewards = table(batch.path("rewards"));
            for (int p = 0; p < rewards.length; p++) {
                if (batch.path("constant_groups").path(p).asBoolean()) {
                    assertThat(GroupAdvantages.hasSignal(rewards[p])).isFalse();
                }
            }
        }
        assertThat(GroupAdvantages.hasSignal(new double[] {0.1 + 0.2, 0.3, 0.3}))
                .isFalse();
        assertThat(GroupAdvantages.hasSignal(new double[] {1, Double.NaN})).isFalse();
        assertThat(GroupAdvantages.hasSignal(new double[] {1, Double.NaN, 0.5})).isTrue();
        assertThat(GroupAdvantages.hasSignal(new double[] {1e-6, 2e-6})).isTrue();
    }

    @Test
    void aCompletionWithoutARewardAndTheOnlyOneWithOneHaveAdvantageZero() {
        double[][] rewards = {{1, Double.NaN, 0}, {Double.NaN, 2, Double.NaN}};
        for (AdvantageKind kind : AdvantageKind.values()) {
            double[][] advantages = GroupAdvantages.of(kind, rewards, new int[][] {{3, 4, 5}, {1, 2, 3}}, 1e-4);
            assertThat(advantages[0][1]).as(kind.word()).isZero();
            assertThat(advantages[1][0]).as(kind.word()).isZero();
            if (kind.withinGroup()) {
                assertThat(advantages[1][1]).as(kind.word()).isZero();
            }
        }
    }
}
