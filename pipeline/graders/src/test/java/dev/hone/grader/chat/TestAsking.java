package dev.hone.grader.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import org.junit.jupiter.api.Test;

class TestAsking {

    @Test
    void retryingIsCutToALimitAndNeverProlonged() {
        assertThat(Asking.retryingAtMost(judge("{}"), 20)).isEqualTo(judge("{\"retrySeconds\": 20.0}"));
        assertThat(Asking.retryingAtMost(judge("{\"retrySeconds\": 600}"), 20))
                .isEqualTo(judge("{\"retrySeconds\": 20.0}"));
        assertThat(Asking.retryingAtMost(judge("{\"retrySeconds\": 1}"), 20)).isEqualTo(judge("{\"retrySeconds\": 1}"));
    }

    @Test
    void laterVotesFollowThoseThatWereWritten() {
        assertThat(Asking.later(judge("{}"), 5)).isEqualTo(judge("{\"firstVote\": 5}"));
        assertThat(Asking.later(judge("{\"firstVote\": 3}"), 5)).isEqualTo(judge("{\"firstVote\": 8}"));
    }

    private static RewardDefinition judge(String model) {
        return RewardDefinition.ofJson("judge", "{\"range\": {\"from\": 1, \"to\": 5}, \"model\": " + model + "}");
    }
}
