package dev.hone.serving.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.reward.RewardResult;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestRewardTrial {

    private static final PromptRow PROMPT = new PromptRow(
            "p",
            "mails",
            Split.TRAIN,
            "[]",
            Optional.empty(),
            Optional.of("{\"intent\": \"refund\"}"),
            Optional.empty(),
            Optional.empty(),
            3);

    @Test
    void anAnswerIsScoredAgainstTheReferenceOfItsPrompt() {
        assertThat(score("reward: {kind: json_fields}\n", "{\"intent\": \"refund\"}")
                        .reward())
                .hasValue(1);
        assertThat(score("reward: {kind: json_fields}\n", "no JSON").outcome()).contains(false);
    }

    @Test
    void theRewardIsThatWhichTheCommandLineHasChanged() {
        String answer = "{\"intent\": \"REFUND\"}";
        String spec = "reward: {kind: json_fields}\n";
        assertThat(score(spec, answer).outcome()).contains(false);
        assertThat(score(spec + "# --set reward.compare=normalized\n", answer).outcome())
                .contains(true);
    }

    @Test
    void aRewardThatCannotBeMadeHereSaysWhy() {
        assertThatThrownBy(() -> score("reward: {kind: python, file: gone.py}\n", "x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no file gone.py");
    }

    @Test
    void aRecordedSpecificationGetsNothingFromTheEnvironment() {
        assertThatThrownBy(() -> score("reward: {kind: json_fields, compare: '${env:PATH}'}\n", "x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("takes values from the environment")
                .hasMessageContaining("hone reward check");
    }

    @Test
    void aJudgeIsNotAskedSinceItCostsMoney() {
        String spec = "reward: {kind: judge, model: {endpoint: 'http://127.0.0.1:9/v1', name: m}, criteria: short,"
                + " range: {from: 1, to: 5, anchors: {1: bad, 5: good}}}\n";
        assertThatThrownBy(() -> score(spec, "x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("asks a judge, which costs money");
    }

    private static RewardResult score(String spec, String answer) {
        Instant now = Instant.EPOCH;
        RunRow run = new RunRow("r", "train", RunState.COMPLETED, "", spec, "hash", Map.of(), 1, now, now, "base");
        return RewardTrial.score(run, PROMPT, answer);
    }
}
