package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.math.sampling.StopStrings;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.decode.CompletionReader;
import dev.hone.policy.decode.RunningCompletion;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestStepLayout {

    @Test
    void theRowsOfAPromptStandTogetherAmongTheMembers() {
        RunningCompletion[] slots = {running(0, 5, 7), running(1, 3, 8), running(0, 5, 9), null};
        StepLayout layout = StepLayout.of(slots, 3, List.of(1, 0));

        assertThat(layout.prompts()).isEqualTo(2);
        assertThat(layout.members())
                .as("prompt 1, of which there is one row, then prompt 0")
                .containsExactly(1, 0, 0, 2);
        assertThat(layout.rows())
                .containsExactly(
                        7, 8, 9, // tokens
                        5, 3, 5, // their positions
                        5, 3, 5, // lengths of the prompts
                        2, 0, 3); // places among the members
        assertThat(layout.longest()).isEqualTo(1);
    }

    @Test
    void theLongestCompletionCountsItsLastToken() {
        StepLayout layout =
                StepLayout.of(new RunningCompletion[] {running(0, 4, 7), running(0, 4, 8, 9, 10)}, 2, List.of(0));

        assertThat(layout.longest()).isEqualTo(3);
        assertThat(layout.rows()).startsWith(7, 10, 4, 6);
    }

    /** A completion that has drawn some tokens. */
    private static RunningCompletion running(int prompt, int promptTokens, int... drawn) {
        PromptToSample toSample = new PromptToSample(new int[promptTokens], new long[] {1});
        CompletionReader reader = new CompletionReader(NumberTokenizer.withoutEnd(), toSample, StopStrings.NONE);
        RunningCompletion completion = new RunningCompletion(prompt, 0, promptTokens, 1, 20, reader);
        for (int token : drawn) {
            assertThat(completion.accept(token, -1)).isEmpty();
        }
        return completion;
    }
}
