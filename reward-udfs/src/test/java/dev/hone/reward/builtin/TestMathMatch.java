package dev.hone.reward.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestMathMatch {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    So we get \\boxed{\\frac{3}{4}}.                 | 0.75                       | 1
                    First \\boxed{3}, then \\boxed{4}                | 4                          | 1
                    First \\boxed{4}, then \\boxed{3}                | 4                          | 0
                    I count\\n#### 1,234                             | 1234                       | 1
                    The answer is 7 apples. There were 3.            | 7                          | 1
                    The answer: $x = 2\\sqrt{3}$                     | \\sqrt{12}                 | 1
                    <think>12</think> It makes 2 1/2 hours.          | 5/2                        | 1
                    \\boxed{x^2+2x+1}                                | (x+1)^2                    | 1
                    \\boxed{x^2+2x+2}                                | (x+1)^2                    | 0
                    \\boxed{1, 2}                                    | \\{2, 1\\}                 | 1
                    \\boxed{(1, 2)}                                  | (2, 1)                     | 0
                    \\boxed{1 < x \\le 2}                            | (1, 2]                     | 1
                    \\boxed{5 \\text{ cm}}                           | 5 m                        | 0
                    \\boxed{5}                                       | 5 m                        | 1
                    \\boxed{1.5 \\times 10^3}                        | 1500                       | 1
                    \\boxed{0.333333}                                | 1/3                        | 1
                    \\boxed{0.33}                                    | 1/3                        | 0
                    \\boxed{123456789012345678901}                   | 123456789012345678902      | 0
                    \\boxed{3i + 4}                                  | 4 + 3i                     | 1
                    \\boxed{12 or 13}                                | 12                         | 0
                    \\boxed{                                         | 12                         | 0
                    12 or perhaps \\boxed{}                          | 12                         | 0
                    \\boxed{72}                                      | {"answer": "so #### 72"}   | 1
                    \\boxed{\\frac{1}{0}}                            | 12                         | 0
                    0 + 4 = ?                                        | 4                          | 0
                    What is 3 + 4?                                   | 7                          | 0
                    It is 7. Is that right?                          | 7                          | 1
                    So how many are left? 7                          | 7                          | 1
                    """)
    void theFinalAnswerIsComparedAsMathematics(String completion, String reference, double reward) {
        String text = completion.replace("\\n", "\n");
        assertThat(Scoring.reward("math", "", text, reference)).as(text).isEqualTo(reward);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                | 50%   | 0.5  | 1
                    {}                                | 50%   | 50   | 1
                    {"percent": "fraction"}           | 50%   | 50   | 0
                    {"percent": "ignore"}             | 50%   | 0.5  | 0
                    {"absoluteTolerance": 0.01}       | 3.14  | \\pi | 1
                    {"relativeTolerance": 0.01}       | 3.2   | \\pi | 0
                    {"formatCredit": 0.1}             | 3     | 4    | 0.1
                    {"formatCredit": 0.1}             | \\foo | 4    | 0
                    """)
    void parametersSayWhatCountsAsEqual(String parameters, String completion, String reference, double reward) {
        assertThat(Scoring.reward("math", parameters, "\\boxed{" + completion + "}", reference))
                .isEqualTo(reward);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "???", "\\int_0^1 x dx", "9^9^9", "\\frac{1}{0}", "x^{100000}"})
    void aReferenceThatCannotBeComputedLeavesTheRowWithoutAReward(String reference) {
        assertThat(Scoring.score("math", "", "\\boxed{1}", reference).error().orElseThrow())
                .startsWith("the reference cannot be");
    }

    @Test
    void theExplanationSaysWhatWasComparedAndTheComponentsWhatWasPaid() {
        assertThat(Scoring.score("math", "", "so \\boxed{8}", "#### 7").explanation())
                .isEqualTo("8 is not 7");
        assertThat(Scoring.score("math", "{\"formatCredit\": 0.2}", "so \\boxed{8}", "7")
                        .components())
                .containsExactly(Map.entry("format", 0.2), Map.entry("right", 0.0));
    }

    @Test
    void wrongParametersAreReported() {
        assertThat(RewardFunctions.problems(
                                RewardDefinition.ofJson("math", "{\"percent\": \"fractions\", \"tolerance\": 1}"))
                        .toString())
                .contains("unknown value fractions", "tolerance: unknown key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\boxed{",
                "$",
                "(",
                "9^",
                "{,",
                "<answer>",
                "\\frac{1}{",
                "1 ",
                "1=",
                "-",
                ".",
                "answer is ",
                "a_1,"
            })
    void hostileTextsAreReadInTime(String piece) {
        String text = piece.repeat(300_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            assertThat(Scoring.reward("math", "", text, "7")).isZero();
            assertThat(Scoring.reward("math", "", text + " \\boxed{7}", "7")).isOne();
        });
    }
}
