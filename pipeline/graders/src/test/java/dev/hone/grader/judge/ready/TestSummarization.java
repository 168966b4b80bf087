package dev.hone.grader.judge.ready;

import static dev.hone.grader.judge.Judging.row;
import static dev.hone.grader.judge.Judging.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.reward.RewardResult;
import org.junit.jupiter.api.Test;

class TestSummarization {

    private static final String DIALOGUE =
            "Ann: the ferry leaves at nine on Monday and I will bring the tickets for everybody who"
                    + " comes along. Ben: fine, then I ask Cleo whether the hotel takes dogs, since nobody knows yet.";
    private static final String SUMMARY = "Monday nine o'clock, tickets from Ann; Ben asks about dogs.";

    private static final String TRUE_CLAIM =
            "{\"claim\": \"tickets from Ann\", \"reason\": \"said\", \"supported\": true, \"speaker_right\": true}";
    private static final String MADE_UP =
            "{\"claim\": \"it rains\", \"reason\": \"nobody says so\", \"supported\": false, \"speaker_right\": true}";
    private static final String COVERED = "{\"point\": \"tickets\", \"reason\": \"is there\", \"covered\": true}";
    private static final String MISSED = "{\"point\": \"dogs\", \"reason\": \"not there\", \"covered\": false}";

    @Test
    void a_true_and_complete_summary_in_own_words_earns_1() {
        assertThat(judged(SUMMARY, TRUE_CLAIM, COVERED).reward().getAsDouble()).isCloseTo(1, within(1e-12));
    }

    @Test
    void what_is_left_out_costs_its_share() {
        RewardResult result = judged(SUMMARY, TRUE_CLAIM, COVERED + ", " + MISSED);

        assertThat(result.reward().getAsDouble()).isCloseTo(1 - 0.35 / 2, within(1e-12));
        assertThat(result.explanation()).isEqualTo("left out: dogs (not there)");
    }

    @Test
    void one_claim_that_is_made_up_caps_all() {
        RewardResult result = judged(SUMMARY, TRUE_CLAIM + ", " + MADE_UP, COVERED);

        assertThat(result.reward()).hasValue(0.3);
        assertThat(result.explanation()).isEqualTo("made up: it rains (nobody says so)");
        assertThat(result.components()).containsEntry("consistency", 0.5);
    }

    @Test
    void a_copy_of_the_dialogue_is_neither_short_nor_in_own_words() {
        RewardResult result = judged(DIALOGUE, TRUE_CLAIM, COVERED);

        assertThat(result.components()).containsEntry("concision", 0.0).containsEntry("own_words", 0.0);
        assertThat(result.reward().getAsDouble()).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void inside_the_limit_every_length_is_worth_the_same() {
        assertThat(judged("Tickets.", TRUE_CLAIM, COVERED).reward())
                .isEqualTo(judged(SUMMARY, TRUE_CLAIM, COVERED).reward());
    }

    private static RewardResult judged(String summary, String claims, String points) {
        String answer = "{\"key_points\": [" + points + "], \"claims\": [" + claims
                + "], \"coherent\": {\"reason\": \"clear\", \"is_so\": true}}";
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer)) {
            return score(endpoint, "summarization", "{}", row(DIALOGUE, summary, ""))
                    .get(0);
        }
    }
}
