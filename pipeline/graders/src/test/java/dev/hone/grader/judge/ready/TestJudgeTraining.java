package dev.hone.grader.judge.ready;

import static dev.hone.grader.judge.Judging.row;
import static dev.hone.grader.judge.Judging.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.reward.RewardResult;
import org.junit.jupiter.api.Test;

class TestJudgeTraining {

    @Test
    void the_verdict_is_compared_and_the_rest_is_judged() {
        assertThat(judged("2\n\n### Reason: it answers.", "2", true).reward().getAsDouble())
                .isCloseTo(1, within(1e-12));
        assertThat(judged("Verdict: tie\n\nBoth fail.", "Tie", true).reward().getAsDouble())
                .isCloseTo(1, within(1e-12));
        assertThat(judged("1\n\n### Reason: it is longer.", "2", true).reward().getAsDouble())
                .isCloseTo(0.3, within(1e-12));
        assertThat(judged("2\n\n### Reason: it answers.", "2", false).reward()).hasValue(0);
    }

    @Test
    void a_comparison_without_a_verdict_is_wrong() {
        RewardResult result = judged("Both have their merits: 1 is short, 2 is long.", "2", true);

        assertThat(result.components()).containsEntry("verdict", 0.0);
        assertThat(result.explanation()).startsWith("wrong or no verdict");
    }

    @Test
    void a_reference_that_is_no_verdict_is_an_error_of_the_row() {
        assertThat(judged("2", "the second", true).error()).contains("the reference is not 1, 2 or tie");
    }

    private static RewardResult judged(String completion, String reference, boolean good) {
        String said = "{\"reason\": \"r\", \"is_so\": " + good + "}";
        String answer = "{\"reasoning_valid\": " + said + ", \"reference_complete\": " + said
                + ", \"structure_right\": " + said + "}";
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer)) {
            return score(endpoint, "judge_training", "{}", row("Which is better? 1: a. 2: b.", completion, reference))
                    .get(0);
        }
    }
}
