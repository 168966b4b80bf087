package dev.hone.grader.judge.ready;

import static dev.hone.grader.judge.Judging.row;
import static dev.hone.grader.judge.Judging.score;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.reward.RewardResult;
import org.junit.jupiter.api.Test;

class TestInstructionFollowing {

    private static final String DEMANDS =
            """
            [{"requirement": "a haiku", "reason": "5-7-5", "met": true},
             {"requirement": "about tea", "reason": "coffee", "met": false}]""";

    @Test
    void pays_the_share_of_demands_that_are_met() {
        RewardResult result = judged(DEMANDS, false, false);

        assertThat(result.reward()).hasValue(0.5);
        assertThat(result.explanation()).isEqualTo("not met: about tea (coffee)");
        assertThat(result.components()).containsEntry("requirements_met", 0.5).containsEntry("refuses", 0.0);
    }

    @Test
    void pays_nothing_for_a_refusal_or_another_topic() {
        assertThat(judged(DEMANDS, true, false).reward()).hasValue(0);
        assertThat(judged(DEMANDS, false, true).reward()).hasValue(0);
    }

    @Test
    void a_judge_that_finds_no_demand_gives_no_verdict() {
        assertThat(judged("[]", false, false).error().orElseThrow()).contains("/requirements");
    }

    @Test
    void an_empty_completion_earns_nothing_and_nobody_is_asked() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> "")) {
            assertThat(score(endpoint, "instruction_following", "{}", row("Write.", " ", ""))
                            .get(0)
                            .reward())
                    .hasValue(0);
            assertThat(endpoint.calls()).isZero();
        }
    }

    private static RewardResult judged(String requirements, boolean refuses, boolean offTopic) {
        String answer = "{\"requirements\": " + requirements + ", \"refuses\": {\"reason\": \"\", \"is_so\": " + refuses
                + "}, \"off_topic\": {\"reason\": \"\", \"is_so\": " + offTopic + "}}";
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer)) {
            return score(endpoint, "instruction_following", "{}", row("Write a haiku about tea.", "Coffee …", ""))
                    .get(0);
        }
    }
}
