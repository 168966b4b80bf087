package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.Repository;
import dev.hone.SparkTest;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.metrics.Metric;
import dev.hone.policy.reasoning.ReasoningState;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.report.RunConsole;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.settings.RolloutSettings;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo policy with a template that opens a think block, as DeepSeek-R1's does: it never closes it, so the budget has to. */
class TestReasoningRun extends SparkTest {

    private static final int BUDGET = 6;
    private static final ReasoningStyle STYLE = new ReasoningStyle.Think("<think>", "</think>", BUDGET);
    private static final RewardDefinition REWARD =
            new RewardDefinition("text_similarity", Map.of("referenceField", "intent"));

    @Test
    void aWholeRunTrainsOnAllTokensThatWereDrawnAndRewardsTheAnswerOnly() throws IOException {
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        RolloutSettings rollout = new RolloutSettings(SamplingSettings.plain(1, 40), 4);
        TrainLoop.Result result = SmallRun.train(
                warehouse,
                new RunConsole(System.out, false),
                SmallRun.settings(1e-3, SmallRun.LORA, rollout, STYLE, REWARD, Optional.empty()),
                thinkingPolicy());

        List<RolloutRow> rollouts = warehouse.rollouts().ofStep(SmallRun.RUN_ID, 1);
        assertThat(rollouts).isNotEmpty().allSatisfy(row -> {
            assertThat(row.completion()).contains("</think>");
            assertThat(row.parts().answer()).doesNotContain("</think>");
            assertThat(row.completion().strip()).endsWith(row.parts().answer());
            assertThat(row.forcedTokens()).first().isEqualTo(BUDGET);
            assertThat(row.parts().reasoningTokens())
                    .isEqualTo(BUDGET + row.forcedTokens().size());
        });
        requireRewardsOfTheAnswers(rollouts, warehouse.scores().ofStep(SmallRun.RUN_ID, 1));
        assertThat(warehouse.evaluations().of(SmallRun.RUN_ID, result.tunedStep(), Split.TEST))
                .isNotEmpty()
                .extracting(EvaluationRow::parts)
                .allMatch(parts -> parts.state() == ReasoningState.CLOSED
                        && !parts.reasoning().isEmpty());

        requireTrainingOnDrawnTokens(rollouts, warehouse);
        List<StepRow> steps = warehouse.steps().ofRun(SmallRun.RUN_ID);
        assertThat(steps).hasSize(SmallRun.STEPS).allSatisfy(step -> {
            assertThat(step.metrics()).containsEntry("completions/forced_close_ratio", 1.0);
            assertThat(step.metrics()).containsEntry("completions/unclosed_reasoning_ratio", 0.0);
            assertThat(step.metrics().get("completions/mean_reasoning_length")
                            + step.metrics().get("completions/mean_answer_length"))
                    .isCloseTo(step.metrics().get("completions/mean_length"), within(1e-9));
            assertThat(Metric.values())
                    .extracting(Metric::key)
                    .containsAll(step.metrics().keySet());
        });
    }

    private static void requireRewardsOfTheAnswers(List<RolloutRow> rollouts, List<ScoreRow> scores) {
        int told = 0;
        for (int i = 0; i < rollouts.size(); i++) {
            RolloutRow rollout = rollouts.get(i);
            double ofAnswer = reward(rollout, rollout.parts().answer());
            assertThat(scores.get(i).reward()).hasValue(ofAnswer);
            told += ofAnswer == reward(rollout, rollout.completion()) ? 0 : 1;
        }
        assertThat(told).as("rewards that the thinking would have changed").isPositive();
    }

    private static double reward(RolloutRow rollout, String text) {
        int order = 1000 + 37 * Integer.parseInt(rollout.promptId().substring(1));
        String reference = "{\"intent\":\"damaged\",\"order\":\"" + order + "\"}";
        return RewardFunctions.create(REWARD)
                .score(new RewardInput(
                        "[]", text, Optional.of(reference), Optional.empty(), rollout.promptId(), rollout.sample()))
                .reward()
                .orElseThrow();
    }

    private static void requireTrainingOnDrawnTokens(List<RolloutRow> rollouts, Warehouse warehouse) {
        Map<String, Double> metrics =
                warehouse.steps().ofRun(SmallRun.RUN_ID).get(0).metrics();
        Set<String> promptsWithSignal = warehouse.scores().ofStep(SmallRun.RUN_ID, 1).stream()
                .filter(score -> score.lossWeight() > 0)
                .map(ScoreRow::promptId)
                .collect(Collectors.toSet());
        List<RolloutRow> trained = rollouts.stream()
                .filter(row -> promptsWithSignal.contains(row.promptId()))
                .toList();
        int drawn = trained.stream()
                .mapToInt(row -> row.tokenIds().size() - row.forcedTokens().size())
                .sum();
        assertThat(metrics).containsEntry("update/completions", (double) trained.size());
        assertThat(metrics).containsEntry("update/tokens", (double) drawn);
        assertThat(metrics.get("sampling/sampling_logp_difference/max")).isLessThan(1e-3);
    }

    private Path thinkingPolicy() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("policy"));
        try (Stream<Path> files = Files.list(Repository.demoPolicy())) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        Path config = directory.resolve("tokenizer_config.json");
        String written = Files.readString(config);
        Files.writeString(config, written.replace("assistant\\\\n", "assistant\\\\n<think>\\\\n"));
        assertThat(Files.readString(config)).contains("<think>");
        return directory;
    }
}
