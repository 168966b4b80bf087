package dev.hone.reward.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestLabelMatch {

    private static final String LABELS =
            "{\"labels\": [\"play\", \"play music\", \"card_arrival\", \"refund\", \"\u9000\u6b3e\"]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    }                          | refund                         | refund        | 1
                    }                          | The label is: Refund.          | refund        | 1
                    }                          | refunds                        | refund        | 0
                    }                          | refund or card arrival         | refund        | 0
                    }                          | refund refund                  | refund        | 0
                    , "allowRepeats": true}    | refund refund                  | refund        | 1
                    }                          | **Card-Arrival**               | card_arrival  | 1
                    }                          | play music                     | play music    | 1
                    }                          | play music                     | play          | 0
                    }                          | play                           | play          | 1
                    }                          | no idea                        | refund        | 0
                    }                          | \u8fd9\u662f\u9000\u6b3e\u95ee\u9898 | \u9000\u6b3e | 1
                    , "wholeAnswer": true}     | It is refund                   | refund        | 0
                    , "wholeAnswer": true}     | ' refund.'                     | refund        | 1
                    }                          | refund                         | {"label": "REFUND"} | 1
                    """)
    void oneLabelNamedOnceDecides(String more, String completion, String reference, double reward) {
        assertThat(Scoring.reward("label_match", LABELS + more, completion, reference))
                .isEqualTo(reward);
    }

    @Test
    void aSimilarAnswerEarnsPartialCreditButNamingSeveralLabelsDoesNot() {
        String parameters = LABELS + ", \"partialCredit\": 0.4}";

        RewardResult similar = Scoring.score("label_match", parameters, "refunds", "refund");
        assertThat(similar.reward().orElseThrow()).isCloseTo(0.4 * 12 / 13, within(1e-12));
        assertThat(similar.outcome()).contains(false);
        assertThat(similar.components())
                .containsEntry("label", 0.0)
                .containsEntry("similarity", similar.reward().orElseThrow());
        assertThat(Scoring.reward("label_match", parameters, "refund play", "refund"))
                .isZero();
    }

    @Test
    void aReferenceThatIsNoLabelLeavesTheRowWithoutAReward() {
        assertThat(Scoring.score("label_match", LABELS + "}", "refund", "returns")
                        .error())
                .contains("the reference is none of the labels: returns");
    }

    @Test
    void labelsThatCannotBeToldApartAreReported() {
        assertThat(problems(List.of("Card arrival", "card_arrival")))
                .contains("the labels \"Card arrival\" and \"card_arrival\" cannot be told apart");
        assertThat(problems(List.of("a", "--"))).contains("has no letter, digit or symbol");
        assertThat(problems(List.of())).contains("labels: is missing or empty");
    }

    private static String problems(List<String> labels) {
        return RewardFunctions.problems(new RewardDefinition("label_match", Map.of("labels", labels)))
                .toString();
    }
}
