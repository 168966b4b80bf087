package dev.hone.policy.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ModelException;
import dev.hone.math.sampling.StopStrings;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.tokenizer.NumberTokenizer;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestThinkingWatch {

    private static final int OPEN = 97;
    private static final int[] CLOSE = {380, 381};
    private static final ReasoningStyle.Think LIMITED = new ReasoningStyle.Think(" 97 ", "380 381 ", 6);

    @Test
    void aBlockThatIsOpenedAgainAfterTheBudgetIsClosedAtOnce() {
        ThinkingWatch watch = new ThinkingWatch(NumberTokenizer.withoutEnd(), LIMITED, false, CLOSE);
        StringBuilder forced = new StringBuilder();
        for (int token : new int[] {5, OPEN, 1, 2, 3, 4, 5, 6, 380, 381, 9, OPEN, 380, 381, 9}) {
            forced.append(watch.forced().isPresent() ? '!' : '.');
            watch.accept(token);
        }
        assertThat(forced).hasToString("........!!..!!.");
    }

    @Test
    void aMarkerThatDecodingLeavesOutIsRefused() {
        PolicyTokenizer tokenizer = new NumberTokenizer(List.of(OPEN));
        PromptToSample prompt = new PromptToSample(new int[] {11, 40, 7, OPEN}, new long[] {1}, LIMITED);
        assertThatThrownBy(() -> new CompletionReader(tokenizer, prompt, StopStrings.NONE))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the marker is a special token");
    }
}
