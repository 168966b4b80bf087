package dev.hone.grader.judge.form;

import static dev.hone.grader.judge.Judging.problems;
import static dev.hone.grader.judge.Judging.question;
import static dev.hone.grader.judge.Judging.row;
import static dev.hone.grader.judge.Judging.rules;
import static dev.hone.grader.judge.Judging.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TestRubric {

    private static final String PARAMETERS =
            """
            {"rubric": {
              "names_it": {"question": "Does it name the ferry?", "weight": 3},
              "says_why": {"question": "Does it say why?", "weight": 1},
              "makes_up": {"question": "Does it make something up?", "weight": -2}}}""";

    private static final RewardInput ROW =
            row("Which ferry is faster?", "The blue one, since it is new.", "the blue one");

    @Test
    void the_weights_of_what_is_met_are_added_up_and_scaled() {
        assertThat(judged(true, true, false).reward()).hasValue(1);
        assertThat(judged(true, false, false).reward()).hasValue(0.75);
        assertThat(judged(true, true, true).reward()).hasValue(0.5);
        assertThat(judged(false, false, true).reward()).as("not below 0").hasValue(0);
    }

    @Test
    void each_item_is_a_component_and_has_a_reason() {
        RewardResult result = judged(true, false, false);

        assertThat(result.components())
                .containsEntry("names_it", 1.0)
                .containsEntry("says_why", 0.0)
                .containsEntry("makes_up", 0.0);
        assertThat(result.explanation())
                .isEqualTo("names_it yes: because n; says_why no: because s; makes_up no: because m");
    }

    @Test
    void the_judge_sees_questions_prompt_reference_and_completion() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer(true, true, false))) {
            score(endpoint, "judge", PARAMETERS, ROW);

            JsonNode request = endpoint.requests().get(0).body();
            assertThat(question(request))
                    .contains(
                            "- says_why: Does it say why?", "Which ferry is faster?", "the blue one", ROW.completion());
            assertThat(rules(request)).contains("{\"names_it\": {\"reason\": \"<text>\", \"met\": <true or false>}, ");
            assertThat(request.at("/temperature").doubleValue()).isZero();
            assertThat(request.at("/response_format/json_schema/schema/required/1")
                            .asText())
                    .isEqualTo("says_why");
        }
    }

    @Test
    void a_closed_gate_leaves_nothing() {
        String gated = PARAMETERS.replace("\"weight\": -2", "\"weight\": -2, \"gate\": true");
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer(true, true, true))) {
            assertThat(score(endpoint, "judge", gated, ROW).get(0).reward()).hasValue(0);
        }
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer(true, true, false))) {
            assertThat(score(endpoint, "judge", gated, ROW).get(0).reward()).hasValue(1);
        }
    }

    @Test
    void an_answer_that_leaves_an_item_out_is_sent_back_once_with_what_is_wrong() {
        AtomicInteger calls = new AtomicInteger();
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> calls.getAndIncrement() == 0
                ? "{\"names_it\": {\"reason\": \"n\", \"met\": true}}"
                : answer(true, true, false))) {
            RewardResult result = score(endpoint, "judge", PARAMETERS, ROW).get(0);

            assertThat(result.reward()).hasValue(1);
            assertThat(result.metrics()).containsEntry("repaired_votes", 1.0).containsEntry("unreadable_votes", 0.0);
            assertThat(FakeChatEndpoint.question(endpoint.requests().get(1).body()))
                    .contains("Your answer does not count", "says_why", "Answer with one JSON object");
        }
    }

    @Test
    void an_answer_that_cannot_be_read_twice_is_an_error_and_no_reward() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> "I give it full marks!")) {
            RewardResult result = score(endpoint, "judge", PARAMETERS, ROW).get(0);

            assertThat(result.reward()).isEmpty();
            assertThat(result.error())
                    .contains("no verdict: the judge's answer cannot be read: it does not end in one whole JSON object"
                            + " (asked twice)");
            assertThat(result.metrics()).containsEntry("unreadable_votes", 1.0);
            assertThat(endpoint.calls()).isEqualTo(2);
        }
    }

    @Test
    void of_several_votes_the_majority_counts_item_by_item() {
        AtomicInteger calls = new AtomicInteger();
        Function<JsonNode, String> answers = request -> switch (calls.getAndIncrement() % 3) {
            case 0 -> answer(true, false, false);
            case 1 -> answer(true, true, false);
            default -> answer(false, true, true);
        };
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(answers)) {
            RewardResult result = score(endpoint, "judge", PARAMETERS.replaceFirst("\\{", "{\"votes\": 3, "), ROW)
                    .get(0);

            assertThat(result.components())
                    .containsEntry("names_it", 1.0)
                    .containsEntry("says_why", 1.0)
                    .containsEntry("makes_up", 0.0);
            assertThat(endpoint.calls()).isEqualTo(3);
        }
    }

    @Test
    void all_rows_of_a_batch_are_asked_about_at_once() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer(true, true, false))) {
            RewardInput[] rows = new RewardInput[20];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = row("Which ferry is faster?", "answer " + i, "", "{}", i);
            }
            assertThat(score(endpoint, "judge", PARAMETERS, rows)).hasSize(20).allSatisfy(result -> assertThat(
                            result.reward().getAsDouble())
                    .isCloseTo(1, within(1e-12)));
            assertThat(endpoint.calls()).isEqualTo(20);
        }
    }

    @Test
    void says_what_is_wrong_with_its_parameters() {
        assertThat(problems("judge", "{}"))
                .containsExactly("says not how to judge. Write one of rubric, range, pairwise, ranking");
        assertThat(problems("judge", "{\"rubric\": {}}"))
                .containsExactly("rubric: is empty. Name at least one item, each with a question");
        assertThat(problems("judge", "{\"rubric\": {\"bad\": {\"question\": \"?\", \"weight\": -1}}}"))
                .containsExactly("rubric: has no weight above 0. Give at least one item a positive weight");
        assertThat(problems("judge", "{\"rubric\": {\"a\": {\"quesion\": \"?\"}}}"))
                .containsExactly(
                        "rubric.a.question: is missing. Add question",
                        "rubric.a.quesion: unknown key. Did you mean question?");
        assertThat(problems("judge", PARAMETERS.replaceFirst("\\{", "{\"range\": {}, ")))
                .containsExactly(
                        "range: is a second form of judging, beside rubric. Write one of rubric, range, pairwise, ranking");
    }

    private static RewardResult judged(boolean namesIt, boolean saysWhy, boolean makesUp) {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer(namesIt, saysWhy, makesUp))) {
            return score(endpoint, "judge", PARAMETERS, ROW).get(0);
        }
    }

    private static String answer(boolean namesIt, boolean saysWhy, boolean makesUp) {
        return String.format(
                """
                I looked at it closely.
                {"names_it": {"reason": "because n", "met": %s},
                 "says_why": {"reason": "because s", "met": %s},
                 "makes_up": {"reason": "because m", "met": %s}}""",
                namesIt, saysWhy, makesUp);
    }
}
