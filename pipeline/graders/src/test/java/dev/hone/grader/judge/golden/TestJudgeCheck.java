package dev.hone.grader.judge.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.grader.judge.Judging;
import dev.hone.grader.judge.form.Winner;
import dev.hone.reward.RewardDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestJudgeCheck {

    private static final String PAIRWISE = "{\"pairwise\": {}}";

    @TempDir
    private Path folder;

    @Test
    void a_judge_that_prefers_the_right_answer_is_fit() {
        GoldenReport report = check(PAIRWISE, request -> winner(isBefore(request, "right", "answer_b")), 2);

        assertThat(report.verdict()).isEqualTo("fit");
        assertThat(report.figures().rightInBoth()).isEqualTo(new JudgeFigures.Share(40, 40));
        assertThat(report.figures().rightInBoth().interval().low()).isBetween(0.9, 0.95);
        assertThat(report.figures().sameInAllRounds()).contains(new JudgeFigures.Share(80, 80));
        assertThat(report.text())
                .contains("The judge judge-1 (judge) on 40 pairs", "right in both orders", "100.0 %", "Verdict: fit");
    }

    @Test
    void a_judge_that_prefers_what_it_sees_first_is_no_better_than_a_coin() {
        GoldenReport report = check(PAIRWISE, request -> winner(true), 1);

        assertThat(report.verdict()).isEqualTo("unfit");
        assertThat(report.figures().sameInBoth().count()).isZero();
        assertThat(report.figures().firstShownWins().orElseThrow().mean()).isEqualTo(1);
        assertThat(report.text()).contains("the answer shown first wins 100.0 % of the time");
    }

    @Test
    void a_judge_that_prefers_the_longer_answer_is_found_out() {
        GoldenReport report = check(PAIRWISE, request -> winner(isBefore(request, "long", "answer_b")), 1);

        assertThat(report.figures().rightOnAverage().mean()).isEqualTo(0.5);
        assertThat(report.figures().longerWinsMore().orElseThrow().mean()).isEqualTo(0.5);
        assertThat(report.text()).contains("the longer answer wins 50.0 points more often than people say");
    }

    @Test
    void unreadable_answers_are_counted_apart_and_are_never_right() {
        GoldenReport report = check(PAIRWISE, request -> "I cannot decide.", 1);

        assertThat(report.figures().unreadable()).isEqualTo(new JudgeFigures.Share(80, 80));
        assertThat(report.figures().rightAsGiven().count()).isZero();
        assertThat(report.figures().sameInBoth().count()).isZero();
        assertThat(report.verdict()).isEqualTo("unfit");
        assertThat(report.text()).contains("100.0 % of its answers cannot be read");
    }

    @Test
    void a_judge_that_scores_compares_by_its_scores() {
        GoldenReport report = check(
                "{\"range\": {}}",
                request -> "{\"reason\": \"\", \"score\": "
                        + (Judging.question(request).contains("right") ? 5 : 2) + "}",
                1);

        assertThat(report.figures().bothOrders()).isFalse();
        assertThat(report.figures().rightAsGiven()).isEqualTo(new JudgeFigures.Share(40, 40));
        assertThat(report.text()).contains("agrees with the label").doesNotContain("orders");
    }

    @Test
    void finds_the_judge_of_a_composite() {
        RewardDefinition judge = Judging.definition("http://localhost:1/v1", "judge", PAIRWISE);
        Map<String, Object> part = Map.of(
                "name",
                "taste",
                "weight",
                2,
                "kind",
                "judge",
                "pairwise",
                Map.of(),
                "model",
                judge.parameters().get("model"));
        RewardDefinition composite =
                new RewardDefinition("weighted", Map.of("parts", List.of(Map.of("kind", "math"), part)));

        assertThat(JudgeDefinitions.find(composite, Optional.empty())).isEqualTo(judge);
        assertThatThrownBy(() -> JudgeDefinitions.find(composite, Optional.of("tast")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no judge called tast. Did you mean taste?");
        assertThatThrownBy(() -> JudgeDefinitions.find(new RewardDefinition("math", Map.of()), Optional.empty()))
                .hasMessageContaining("asks no judge");
    }

    @Test
    void says_which_line_of_the_golden_file_is_wrong_and_which_field_was_meant() throws IOException {
        Path file = folder.resolve("golden.jsonl");
        Files.writeString(file, "{\"instruction\": \"i\", \"output_1\": \"a\", \"output2\": \"b\", \"label\": 1}\n");
        assertThatThrownBy(() -> GoldenFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 1: has no output_2. It has output2: rename it.");
        Files.writeString(file, "{\"instruction\": \"i\", \"output_1\": \"a\", \"output_2\": \"b\", \"label\": 3}\n");
        assertThatThrownBy(() -> GoldenFile.read(file)).hasMessageContaining("label must be 1, 2 or tie, got 3");
    }

    /** 40 pairs; the right answer is the first in a half of them, and the longer in a half of each. */
    private static GoldenReport check(String parameters, Function<JsonNode, String> answer, int rounds) {
        List<GoldenPair> pairs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean first = i % 2 == 0;
            String right = "right " + i + (i % 4 < 2 ? ", long and longer" : "");
            String other = "wrong " + i + (i % 4 < 2 ? "" : ", long and longer");
            pairs.add(new GoldenPair(
                    "",
                    "[{\"role\": \"user\", \"content\": \"question " + i + "\"}]",
                    first ? right : other,
                    first ? other : right,
                    first ? Winner.A : Winner.B,
                    Optional.empty(),
                    "{}"));
        }
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(answer)) {
            return JudgeCheck.run(Judging.definition(endpoint.url(), "judge", parameters), pairs, rounds);
        }
    }

    private static boolean isBefore(JsonNode request, String word, String later) {
        String question = Judging.question(request);
        return question.indexOf("<answer_a ") >= 0
                && question.substring(question.indexOf("<answer_a "), question.indexOf("<" + later))
                        .contains(word);
    }

    private static String winner(boolean first) {
        return "{\"reason\": \"because\", \"winner\": \"" + (first ? "A" : "B") + "\"}";
    }
}
