package dev.hone.grader.judge.form;

import static dev.hone.grader.judge.Judging.problems;
import static dev.hone.grader.judge.Judging.question;
import static dev.hone.grader.judge.Judging.row;
import static dev.hone.grader.judge.Judging.score;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TestPairwise {

    private static final String PARAMETERS = "{\"pairwise\": {\"against\": \"reference\"}}";

    private static final RewardInput ROW = row("Which ferry is faster?", "The blue one.", "The red one.");

    @Test
    void a_completion_that_is_better_in_both_orders_earns_1_and_one_that_is_worse_0() {
        assertThat(judged(request -> better(request, "The blue one.")).reward()).hasValue(1);
        assertThat(judged(request -> better(request, "The red one.")).reward()).hasValue(0);
        assertThat(judged(request -> verdict("tie")).reward()).hasValue(0.5);
    }

    @Test
    void a_judge_that_goes_by_the_order_gives_a_tie_and_it_is_said() {
        RewardResult result = judged(request -> verdict("A"));

        assertThat(result.reward()).hasValue(0.5);
        assertThat(result.metrics()).containsEntry("orders_agree", 0.0);
        assertThat(result.explanation())
                .isEqualTo("a tie: the judge contradicts itself when the answers change places");
    }

    @Test
    void a_tie_in_one_order_alone_is_a_contradiction_too() {
        RewardResult result = judged(request -> isFirst(request, "The blue one.") ? verdict("A") : verdict("tie"));

        assertThat(result.reward()).hasValue(0.5);
        assertThat(result.metrics()).containsEntry("orders_agree", 0.0);
    }

    @Test
    void an_order_without_a_verdict_is_an_error_even_where_the_other_has_one() {
        RewardResult result = judged(request -> isFirst(request, "The blue one.") ? verdict("A") : "neither is better");

        assertThat(result.reward()).isEmpty();
        assertThat(result.error().orElseThrow()).startsWith("no verdict: the judge's answer cannot be read");
        assertThat(result.metrics()).containsEntry("unreadable_votes", 1.0);
    }

    @Test
    void both_questions_count_for_cost_and_latency() {
        RewardResult result = judged(request -> verdict("A"));

        assertThat(result.latencyMillis()).isPresent();
        assertThat(result.metrics()).containsEntry("repaired_votes", 0.0);
    }

    @Test
    void the_reference_is_shown_as_one_of_the_answers_and_not_again() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> verdict("A"))) {
            score(endpoint, "judge", PARAMETERS, ROW);

            assertThat(endpoint.calls()).isEqualTo(2);
            assertThat(question(endpoint.requests().get(0).body()))
                    .containsOnlyOnce("The red one.")
                    .containsOnlyOnce("The blue one.")
                    .contains("<answer_a ", "<answer_b ");
        }
    }

    @Test
    void compares_with_an_answer_that_the_metadata_hold() {
        String parameters = "{\"pairwise\": {\"against\": \"metadata.base_answer\"}}";
        RewardInput with = row("Which?", "The blue one.", "", "{\"base_answer\": \"No idea.\"}", 0);
        RewardInput without = row("Which?", "The blue one.", "", "{}", 0);
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> better(request, "The blue one."))) {
            assertThat(score(endpoint, "judge", parameters, with).get(0).reward())
                    .hasValue(1);
            assertThat(score(endpoint, "judge", parameters, without).get(0).error())
                    .contains("the row has no answer to compare with: its metadata have no base_answer");
            assertThat(endpoint.calls()).isEqualTo(2);
        }
        assertThat(problems("judge", "{\"pairwise\": {\"against\": \"base\"}}"))
                .containsExactly(
                        "pairwise.against: unknown answer base. Use reference, or metadata.FIELD for one that the"
                                + " metadata hold");
    }

    private static RewardResult judged(Function<JsonNode, String> answer) {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(answer)) {
            return score(endpoint, "judge", PARAMETERS, ROW).get(0);
        }
    }

    private static String better(JsonNode request, String answer) {
        return verdict(isFirst(request, answer) ? "A" : "B");
    }

    private static boolean isFirst(JsonNode request, String answer) {
        return question(request).indexOf(answer) < question(request).indexOf("<answer_b ");
    }

    private static String verdict(String winner) {
        return "{\"reason\": \"because\", \"winner\": \"" + winner + "\"}";
    }
}
