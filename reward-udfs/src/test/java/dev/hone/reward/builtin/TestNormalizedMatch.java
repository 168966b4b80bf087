package dev.hone.reward.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNormalizedMatch {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                         | '  Paris. '      | paris            | 1
                    {}                         | London           | paris            | 0
                    {}                         | cafe\u0301  | caf\u00e9        | 1
                    {}                         | STRASSE          | Stra\u00dfe      | 1
                    {}                         | \uff14\uff12     | 42               | 1
                    {}                         | well-known       | well known       | 1
                    {}                         | dont             | don\u2019t       | 1
                    {}                         | -5               | 5                | 0
                    {}                         | 3.5              | 35               | 0
                    {}                         | '1,000'          | 1 000            | 0
                    {}                         | 50%              | 50               | 0
                    {}                         | C                | C#               | 0
                    {}                         | ...              | ?!               | 0
                    {}                         | '**Result:** `x`'| result x         | 1
                    {}                         | the ferry        | ferry            | 0
                    {"ignoreArticles": true}   | The ferry        | a ferry          | 1
                    {"ignoreCase": false}      | Ferry            | ferry            | 0
                    {"ignorePunctuation": false} | ferry.         | ferry            | 0
                    {}                         | x                | {"answer": "X"}  | 1
                    {"referenceField": "b"}    | x                | {"a": 1, "b": "X"} | 1
                    """)
    void answersAreComparedAfterNormalising(String parameters, String completion, String reference, double reward) {
        assertThat(Scoring.reward("normalized_match", parameters, completion, reference))
                .isEqualTo(reward);
    }

    @Test
    void aRowWithoutAReferenceHasNoReward() {
        assertThat(RewardFunctions.create(new RewardDefinition("normalized_match", Map.of()))
                        .score(RewardInput.of("x", Optional.empty()))
                        .error())
                .contains("the row has no reference_answer to compare with; give one, or use a reward that needs none");
    }

    @Test
    void anObjectWithSeveralFieldsNeedsTheNameOfOne() {
        assertThat(Scoring.score("normalized_match", "", "x", "{\"a\": 1, \"b\": 2}")
                        .error()
                        .orElseThrow())
                .contains("name the one to use with referenceField");
    }
}
