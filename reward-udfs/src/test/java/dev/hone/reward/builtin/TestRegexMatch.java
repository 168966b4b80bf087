package dev.hone.reward.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestRegexMatch {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "pattern": "[A-Z]{3}-[0-9]+"                               | ticket ABC-12      | ABC-12 | 1
                    "pattern": "[A-Z]{3}-[0-9]+", "whole": true                | ticket ABC-12      | ABC-12 | 0
                    "pattern": "[A-Z]{3}-[0-9]+", "whole": true                | ' ABC-12 '         | ABC-12 | 1
                    "pattern": "(?i)sorry", "forbidden": true                  | Sorry              | x      | 0
                    "pattern": "(?i)sorry", "forbidden": true                  | Gladly             | x      | 1
                    "pattern": "id: ([0-9]+)", "group": 1                      | id: 4, no, id: 12  | 12     | 1
                    "pattern": "id: ([0-9]+)", "group": 1                      | id: 12, no, id: 4  | 12     | 0
                    "pattern": "id: ([0-9]+)", "group": 1                      | 12                 | 12     | 0
                    "pattern": "is (?P<who>.*)", "group": "who"                | it is Ann.         | ann    | 0
                    "pattern": "is (?P<who>.*)", "group": "who", "compare": "normalized" | it is Ann. | ann  | 1
                    "pattern": "(b)?a", "group": 1                             | ba, a              | b      | 0
                    "pattern": "^(a+)+$"                                       | aaaaaaaaaaaaaaaab  | x      | 0
                    """)
    void thePatternDecides(String parameters, String completion, String reference, double reward) {
        assertThat(Scoring.reward("regex", "{" + parameters + "}", completion, reference))
                .isEqualTo(reward);
    }

    @Test
    void aReferenceIsNeededForAGroupOnly() {
        RewardInput input = RewardInput.of("a", Optional.empty());
        assertThat(function(Map.of("pattern", "a")).score(input).reward().orElseThrow())
                .isOne();
        assertThat(function(Map.of("pattern", "(a)", "group", 1))
                        .score(input)
                        .error()
                        .orElseThrow())
                .contains("no reference_answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                    | pattern: is missing
                    {"pattern": "(a"}                                     | pattern: is no regular expression: missing closing ): (a
                    {"pattern": "(?=a)"}                                  | pattern: is no regular expression: invalid or unsupported Perl syntax
                    {"pattern": "(a)", "group": 2}                        | group: the pattern has no group 2
                    {"pattern": "(a)", "group": "name"}                   | group: the pattern has no group name
                    {"pattern": "(a)", "group": 1, "forbidden": true}     | forbidden: makes no sense with a group
                    """)
    void wrongParametersAreReported(String parameters, String problem) {
        assertThat(RewardFunctions.problems(RewardDefinition.ofJson("regex", parameters))
                        .toString())
                .contains(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "(a|a)*b", "(a*)*b", "(.*)(.*)(.*)(.*)b", "(a[^z]*z)|(aa)"})
    void noTextStallsAPattern(String pattern) {
        String text = "a".repeat(99_999) + "!";
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            assertThat(Scoring.reward("regex", "{\"pattern\": \"" + pattern + "\", \"group\": 1}", text, "x"))
                    .isZero();
            assertThat(Scoring.reward("regex", "{\"pattern\": \"z\", \"forbidden\": true}", text + text, "x"))
                    .isZero();
        });
    }

    private static RewardFunction function(Map<String, Object> parameters) {
        return RewardFunctions.create(new RewardDefinition("regex", parameters));
    }
}
