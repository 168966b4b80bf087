package dev.hone.reward.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNumericMatch {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                              | I add 3 and 4 and get 7.       | 7          | 1
                    {}                              | 7, or perhaps 8                | 7          | 0
                    {"take": "first"}               | 7, or perhaps 8                | 7          | 1
                    {"take": "whole"}               | It is 7                        | 7          | 0
                    {"take": "whole"}               | ' $7.00 '                      | 7          | 1
                    {}                              | 1,234,567.50                   | 1234567.5  | 1
                    {}                              | 1,2                            | 2          | 1
                    {}                              | 12345,678                      | 678        | 1
                    {"decimalSeparator": ","}       | 1.234,5                        | 1234,5     | 1
                    {}                              | 1\u00a0234                     | 1234       | 1
                    {}                              | \u22125                        | -5         | 1
                    {}                              | 10-5                           | 5          | 1
                    {}                              | +5                             | 5          | 1
                    {}                              | 1.5e3                          | 1500       | 1
                    {}                              | .5                             | 0.5        | 1
                    {}                              | about 5.                       | 5          | 1
                    {}                              | 10\u00b2                       | 10         | 1
                    {}                              | \u0664\u0662                   | 42         | 1
                    {}                              | 0.1000000000000000000001       | 0.1        | 0
                    {}                              | 123456789012345678901          | 123456789012345678902 | 0
                    {}                              | 50%                            | 50         | 1
                    {"percent": "fraction"}         | 50 %                           | 0.5        | 1
                    {"absoluteTolerance": 0.01}     | 3.15                           | 3.14       | 1
                    {"absoluteTolerance": 0.01}     | 3.1500001                      | 3.14       | 0
                    {"relativeTolerance": 0.01}     | 101                            | 100        | 1
                    {"relativeTolerance": 0.01}     | 98.99                          | 100        | 0
                    {"formatCredit": 0.1}           | 9                              | 7          | 0.1
                    {"formatCredit": 0.1}           | no idea                        | 7          | 0
                    {}                              | 72                             | {"text": "so #### 72"} | 1
                    {}                              | 1e999999999                    | 7          | 0
                    {"relativeTolerance": 0.5}      | 1e9999                         | 7          | 0
                    {}                              | 1e-9999                        | 0          | 0
                    """)
    void theNumberOfTheAnswerDecides(String parameters, String completion, String reference, double reward) {
        assertThat(Scoring.reward("numeric_match", parameters, completion, reference))
                .isEqualTo(reward);
    }

    @Test
    void aCreditForTheFormatIsNotCalledANumber() {
        assertThat(Scoring.score("numeric_match", "{\"formatCredit\": 0.3}", "8", "7")
                        .components())
                .containsExactly(Map.entry("format", 0.3), Map.entry("number", 0.0));
        assertThat(Scoring.score("numeric_match", "{\"formatCredit\": 0.3}", "7", "7")
                        .components())
                .containsExactly(Map.entry("format", 0.0), Map.entry("number", 1.0));
        assertThat(Scoring.score("numeric_match", "{}", "8", "7").components()).isEmpty();
    }

    @Test
    void aReferenceWithoutANumberLeavesTheRowWithoutAReward() {
        assertThat(Scoring.score("numeric_match", "", "7", "seven").error())
                .contains("the reference holds no number that can be read: seven");
        assertThat(Scoring.score("numeric_match", "", "7", "1e999999999")
                        .error()
                        .orElseThrow())
                .contains("no number that can be read");
    }

    @Test
    void hostileNumbersAreReadInTime() {
        String nines = "9".repeat(1_000_000);
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            assertThat(Scoring.reward("numeric_match", "", nines, "7")).isZero();
            assertThat(Scoring.reward("numeric_match", "", "1e" + nines, "7")).isZero();
            assertThat(Scoring.reward("numeric_match", "", "1" + ",111".repeat(300_000), "7"))
                    .isZero();
            assertThat(Scoring.reward("numeric_match", "", "1e1".repeat(300_000), "7"))
                    .isZero();
            assertThat(Scoring.reward("numeric_match", "", "-".repeat(1_000_000) + "7", "-7"))
                    .isOne();
        });
    }
}
