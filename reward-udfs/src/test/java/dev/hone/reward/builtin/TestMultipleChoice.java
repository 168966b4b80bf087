package dev.hone.reward.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestMultipleChoice {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    B                                                    | chose B
                    (B)                                                  | chose B
                    b                                                    | chose B
                    **B**                                                | chose B
                    B. Paris                                             | chose B
                    (B) Paris                                            | chose B
                    \\boxed{B}                                           | chose B
                    $\\boxed{\\text{(B)}}$                               | chose B
                    <answer>B</answer>                                   | chose B
                    Answer: (B)                                          | chose B
                    **Answer:** B                                        | chose B
                    The answer is B.                                     | chose B
                    the answer is b                                      | chose B
                    The correct answer is option B, because A is small   | chose B
                    I would choose (B).                                  | chose B
                    Option B is correct.                                 | chose B
                    A looks right, but the answer is B                   | chose B
                    The answer is A. No: the answer is B.                | chose B
                    <think>The answer is C</think>B                      | chose B
                    A is correct. So \\boxed{B}                          | chose B
                    The answer is A.                                     | chose A instead of B
                    The answer is B. On reflection, the answer is A.     | chose A instead of B
                    The answer is A or B                                 | several letters are chosen: A, B
                    Answer: A, B, C, D                                   | several letters are chosen: A, B, C, D
                    \\boxed{A} and \\boxed{B}                            | several letters are chosen: A, B
                    \\boxed{A, B}                                        | several letters are chosen: A, B
                    A. Paris\\nB. Rome                                   | several letters are chosen: A, B
                    The answer is a ferry to Brest                       | no letter is chosen
                    A ferry                                              | no letter is chosen
                    The answer is E                                      | no letter is chosen
                    The answer is Brest                                  | no letter is chosen
                    I don't know                                         | no letter is chosen
                    ''                                                   | no letter is chosen
                    """)
    void theLastVerdictDecides(String completion, String explanation) {
        String text = completion.replace("\\n", "\n");
        assertThat(Scoring.score("multiple_choice", "", text, "B").explanation())
                .as(text)
                .isEqualTo(explanation);
        assertThat(Scoring.reward("multiple_choice", "", text, "B")).isEqualTo(explanation.equals("chose B") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "b", "(B)", "B.", "B) Rome", "{\"answer\": \"B\"}", "The answer is B."})
    void aReferenceMayBeWrittenInManyWays(String reference) {
        assertThat(Scoring.reward("multiple_choice", "", "Answer: B", reference))
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rome", "E", "A, B", "2"})
    void aReferenceThatIsNotOneLetterLeavesTheRowWithoutAReward(String reference) {
        assertThat(Scoring.score("multiple_choice", "", "B", reference).error())
                .contains("the reference is not one letter from A to D: " + reference);
    }

    @Test
    void moreLettersCanBeThere() {
        assertThat(Scoring.reward("multiple_choice", "{\"choices\": 10}", "The answer is J", "J"))
                .isOne();
        assertThat(RewardFunctions.problems(RewardDefinition.ofJson("multiple_choice", "{\"choices\": 2.5}"))
                        .toString())
                .contains("must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer is ", "B, ", "\\boxed{", "A or ", "( ", "A. \n", "$", "the answer is A or ", " "})
    void hostileTextsAreReadInTime(String piece) {
        String text = piece.repeat(300_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> Scoring.reward("multiple_choice", "", text, "B"));
    }
}
