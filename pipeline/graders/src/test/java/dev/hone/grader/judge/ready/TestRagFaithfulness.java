package dev.hone.grader.judge.ready;

import static dev.hone.grader.judge.Judging.row;
import static dev.hone.grader.judge.Judging.score;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.reward.RewardResult;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TestRagFaithfulness {

    private static final String CONTEXT =
            "{\"context\": [{\"id\": \"d1\", \"text\": \"It sails at nine.\"}, {\"id\": \"d2\", \"text\": \"It is blue.\"}]}";

    @Test
    void pays_supported_claims_less_contradicted_ones() {
        assertThat(judged("{}", "Nine.", true, false, true, "supported", "supported")
                        .reward())
                .hasValue(1);
        assertThat(judged("{}", "Nine.", true, false, true, "supported", "not_in_context")
                        .reward())
                .hasValue(0.5);
        assertThat(judged("{}", "Nine.", true, false, true, "supported", "supported", "contradicted", "supported")
                        .reward())
                .hasValue(0.5);
        assertThat(judged("{\"contradictionPenalty\": 3}", "Nine.", true, false, true, "supported", "contradicted")
                        .reward())
                .hasValue(0);
    }

    @Test
    void an_abstention_is_right_where_the_context_has_no_answer_and_wrong_where_it_has_one() {
        assertThat(judged("{}", "It does not say.", false, true, true).reward()).hasValue(1);
        assertThat(judged("{}", "It does not say.", true, true, true).reward()).hasValue(0);
    }

    @Test
    void what_misses_the_question_earns_nothing() {
        assertThat(judged("{}", "It is blue.", true, false, false, "supported").reward())
                .hasValue(0);
    }

    @Test
    void a_citation_of_a_passage_that_is_not_there_caps_the_reward() {
        RewardResult forged = judged("{}", "Nine [d1][d7].", true, false, true, "supported");

        assertThat(forged.reward()).hasValue(0.5);
        assertThat(forged.explanation()).isEqualTo("cites [d7], which is not there");
        assertThat(judged("{}", "Nine [d1, d2], [sic], [a link 2](http://x).", true, false, true, "supported")
                        .reward())
                .hasValue(1);
        assertThat(judged("{\"citations\": \"ignore\"}", "Nine [d7].", true, false, true, "supported")
                        .reward())
                .hasValue(1);
    }

    @Test
    void citations_can_be_required() {
        assertThat(judged("{\"citations\": \"require\"}", "Nine.", true, false, true, "supported")
                        .explanation())
                .isEqualTo("cites nothing");
        assertThat(judged("{\"citations\": \"require\"}", "Nine [d1].", true, false, true, "supported")
                        .reward())
                .hasValue(1);
    }

    private static RewardResult judged(
            String parameters,
            String completion,
            boolean answerable,
            boolean abstains,
            boolean relevant,
            String... verdicts) {
        String claims = Arrays.stream(verdicts)
                .map(verdict -> "{\"claim\": \"c\", \"reason\": \"r\", \"verdict\": \"" + verdict + "\"}")
                .collect(Collectors.joining(", "));
        String answer = "{\"context_has_answer\": " + said(answerable) + ", \"abstains\": " + said(abstains)
                + ", \"relevant\": " + said(relevant) + ", \"claims\": [" + claims + "]}";
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> answer)) {
            return score(
                            endpoint,
                            "rag_faithfulness",
                            parameters,
                            row("When does it sail?", completion, "", CONTEXT, 0))
                    .get(0);
        }
    }

    private static String said(boolean so) {
        return "{\"reason\": \"r\", \"is_so\": " + so + "}";
    }
}
