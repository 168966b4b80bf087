package dev.hone.train.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.metrics.Metric;
import dev.hone.schema.ScoreRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class TestStepMetrics {

    @Test
    void figuresLeaveOutWhatHasNoReward() {
        SortedMap<String, Double> metrics = StepMetrics.of(
                List.of(
                        score("a", 0, OptionalDouble.of(1)),
                        score("a", 1, OptionalDouble.of(0)),
                        score("a", 2, OptionalDouble.empty()),
                        score("b", 0, OptionalDouble.of(0.1 + 0.2)),
                        score("b", 1, OptionalDouble.of(0.3))),
                AdvantageKind.GRPO);
        assertThat(metrics.get("reward")).isCloseTo(0.4, within(1e-12));
        assertThat(metrics.get("outcome_rate")).isEqualTo(0.25);
        assertThat(metrics.get("rewards/error_rate")).isEqualTo(0.2);
        assertThat(metrics.get("frac_reward_zero_std")).isEqualTo(0.5);
        assertThat(metrics.get("reward_std")).isCloseTo(Math.sqrt(0.5) / 2, within(1e-12));
        assertThat(metrics.get("reward_margin")).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void eachComponentHasItsMeanWhereThereAreSeveral() {
        ScoreRow first = score(0, Map.of("format", 1.0, "answer", 0.5));
        ScoreRow second = score(1, Map.of("format", 0.0));
        assertThat(StepMetrics.of(List.of(first, second), AdvantageKind.GRPO))
                .containsEntry("rewards/format/mean", 0.5)
                .containsEntry("rewards/answer/mean", 0.5);
        ScoreRow alone = score(0, Map.of("answer", 1.0));
        assertThat(StepMetrics.of(List.of(alone), AdvantageKind.GRPO)).doesNotContainKey("rewards/answer/mean");
    }

    @Test
    void theShapedRewardIsReportedWhereItDiffers() {
        ScoreRow same = score("a", 0, OptionalDouble.of(1));
        ScoreRow tooLong = score("a", 1, OptionalDouble.of(1), OptionalDouble.of(0.5));
        assertThat(StepMetrics.of(List.of(same), AdvantageKind.GRPO)).doesNotContainKey("rewards/shaped");
        assertThat(StepMetrics.of(List.of(same, tooLong), AdvantageKind.GRPO))
                .containsEntry("reward", 1.0)
                .containsEntry("rewards/shaped", 0.75);
    }

    @Test
    void aGroupOfEqualRewardsHasNoSignalThoughWhiteningOverTokensTrainsOnIt() {
        List<ScoreRow> equal =
                List.of(score("a", 0, OptionalDouble.of(0.1 + 0.2)), score("a", 1, OptionalDouble.of(0.3)));
        assertThat(StepMetrics.of(equal, AdvantageKind.REINFORCE_PP_BASELINE))
                .containsEntry("frac_reward_zero_std", 1.0);
        List<ScoreRow> different = List.of(score("a", 0, OptionalDouble.of(1)), score("a", 1, OptionalDouble.of(0.3)));
        assertThat(StepMetrics.of(different, AdvantageKind.REINFORCE_PP_BASELINE))
                .containsEntry("frac_reward_zero_std", 0.0);
    }

    @Test
    void everyMetricIsDocumented() {
        SortedMap<String, Double> metrics =
                StepMetrics.of(List.of(score("a", 0, OptionalDouble.of(1))), AdvantageKind.GRPO);
        assertThat(Metric.values()).extracting(Metric::key).containsAll(metrics.keySet());
    }

    private static ScoreRow score(String promptId, int sample, OptionalDouble reward) {
        return score(promptId, sample, reward, reward);
    }

    private static ScoreRow score(String promptId, int sample, OptionalDouble reward, OptionalDouble shaped) {
        return score(promptId, sample, reward, shaped, Map.of());
    }

    private static ScoreRow score(int sample, Map<String, Double> components) {
        return score("a", sample, OptionalDouble.of(1), OptionalDouble.of(1), components);
    }

    private static ScoreRow score(
            String promptId, int sample, OptionalDouble reward, OptionalDouble shaped, Map<String, Double> components) {
        Optional<Boolean> outcome = reward.isPresent() ? Optional.of(reward.getAsDouble() == 1) : Optional.empty();
        Optional<String> error = reward.isPresent() ? Optional.empty() : Optional.of("judge is down");
        return new ScoreRow(
                "run",
                1,
                promptId,
                sample,
                outcome,
                reward,
                shaped,
                components,
                Map.of(),
                "",
                error,
                "grader",
                1,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                promptId.equals("a") ? 1 : 0,
                Instant.EPOCH);
    }
}
