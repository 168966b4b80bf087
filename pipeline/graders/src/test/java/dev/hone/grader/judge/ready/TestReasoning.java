package dev.hone.grader.judge.ready;

import static dev.hone.grader.judge.Judging.question;
import static dev.hone.grader.judge.Judging.row;
import static dev.hone.grader.judge.Judging.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.reward.RewardResult;
import org.junit.jupiter.api.Test;

class TestReasoning {

    private static final String VALID = "{\"step\": \"2 + 2 = 4\", \"reason\": \"sum\", \"valid\": true}";
    private static final String INVALID = "{\"step\": \"so 4 = 5\", \"reason\": \"it is not\", \"valid\": false}";

    @Test
    void a_right_answer_through_valid_steps_earns_1() {
        assertThat(judged(VALID, true).reward().getAsDouble()).isCloseTo(1, within(1e-12));
    }

    @Test
    void a_right_answer_through_an_invalid_step_is_capped() {
        RewardResult result = judged(VALID + ", " + INVALID, true);

        assertThat(result.reward()).hasValue(0.5);
        assertThat(result.explanation()).isEqualTo("right answer through an invalid step: so 4 = 5 (it is not)");
        assertThat(result.components()).containsEntry("answer", 1.0).containsEntry("steps", 0.5);
    }

    @Test
    void a_guess_without_steps_is_capped() {
        assertThat(judged("", true).reward()).hasValue(0.5);
    }

    @Test
    void sound_words_around_a_wrong_answer_are_capped_too() {
        assertThat(judged(VALID, false).reward()).hasValue(0.5);
    }

    @Test
    void more_valid_steps_are_worth_no_more() {
        assertThat(judged(VALID + ", " + VALID + ", " + VALID, true).reward())
                .isEqualTo(judged(VALID, true).reward());
    }

    @Test
    void the_judge_sees_the_reasoning() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer(VALID, true))) {
            score(endpoint, "reasoning", "{}", row("2 + 2?", "<think>2 + 2 = 4</think>4", "4"));

            assertThat(question(endpoint.requests().get(0).body())).contains("<think>2 + 2 = 4</think>4");
        }
    }

    @Test
    void a_row_without_reference_is_an_error() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer(VALID, true))) {
            assertThat(score(endpoint, "reasoning", "{}", row("2 + 2?", "4", ""))
                            .get(0)
                            .error()
                            .orElseThrow())
                    .startsWith("the row has no reference");
            assertThat(endpoint.calls()).isZero();
        }
    }

    private static RewardResult judged(String steps, boolean right) {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer(steps, right))) {
            return score(endpoint, "reasoning", "{}", row("2 + 2?", "2 + 2 = 4, so 4", "4"))
                    .get(0);
        }
    }

    private static String answer(String steps, boolean right) {
        String met = "{\"reason\": \"r\", \"is_so\": true}";
        return "{\"steps\": [" + steps + "], \"answer\": {\"reason\": \"r\", \"is_so\": " + right
                + "}, \"terms_proper\": " + met + ", \"no_leaps\": " + met + ", \"clear\": " + met + "}";
    }
}
