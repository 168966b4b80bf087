package dev.hone.policy.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestReasoningSplit {

    private static final ReasoningStyle.Think THINK = ReasoningStyle.Think.standard();

    @Test
    void theAnswerIsWhatFollowsTheBlock() {
        assertThat(split("<think>\n2 and 2.\n</think>\n\n4")).isEqualTo(closed("4", "2 and 2."));
        assertThat(split("<think>\n\n</think>\n\n4")).isEqualTo(closed("4", ""));
        assertThat(split("<think>2</think>")).isEqualTo(closed("", "2"));
    }

    @Test
    void aCompletionWithoutABlockIsAnAnswerAsItIs() {
        assertThat(split(" 4 \n")).isEqualTo(CompletionParts.answerOnly(" 4 \n"));
        assertThat(split("a < b, <thin")).isEqualTo(CompletionParts.answerOnly("a < b, <thin"));
        assertThat(split("")).isEqualTo(CompletionParts.answerOnly(""));
    }

    @Test
    void aBlockThatIsNeverClosedLeavesNoAnswer() {
        assertThat(split("<think>2 and")).isEqualTo(unclosed("2 and"));
        assertThat(split("4 <think>2 and </thin")).isEqualTo(unclosed("2 and </thin"));
        assertThat(split("<think>a</think> 4 <think>")).isEqualTo(unclosed("a\n\n"));
    }

    @Test
    void aPromptMayHaveOpenedTheBlock() {
        assertThat(opened("2 and 2.\n</think>\n\n4")).isEqualTo(closed("4", "2 and 2."));
        assertThat(opened("<think>again</think>4")).isEqualTo(closed("4", "<think>again"));
        assertThat(opened("2 and 2")).isEqualTo(unclosed("2 and 2"));
        assertThat(opened("")).isEqualTo(unclosed(""));
        assertThat(opened("</think>4")).isEqualTo(closed("4", ""));
    }

    @Test
    void severalBlocksAreAllLeftOut() {
        assertThat(split("<think>a</think>one <think>b</think>two")).isEqualTo(closed("one two", "a\n\nb"));
    }

    @Test
    void nothingBeforeTheLastClosingMarkerOfNestedBlocksIsAnswer() {
        assertThat(split("<think>a <think>b</think> c</think> d")).isEqualTo(closed("d", "a <think>b\n\nc"));
        assertThat(split("a</think> d")).as("an opening that was never written").isEqualTo(closed("d", "a"));
    }

    @Test
    void tokensBelongToTheBlockInWhichTheyBegin() {
        // "hm<think>ab</think>cd" with markers over several tokens: hm | <thi | nk>a | b</ | think> | c | d | (end,
        // without text)
        int[] starts = {0, 2, 6, 10, 13, 19, 20, 21};
        assertThat(ReasoningSplit.of(THINK, "hm<think>ab</think>cd", false, starts))
                .isEqualTo(new CompletionParts("hmcd", "ab", ReasoningState.CLOSED, 4));
        assertThat(ReasoningSplit.of(THINK, "<think>ab", false, new int[] {0, 7, 8, 9, 9})
                        .reasoningTokens())
                .as("tokens without text after an open block are in it")
                .isEqualTo(5);
    }

    @Test
    void markersMayBeOthers() {
        ReasoningStyle.Think style = new ReasoningStyle.Think("[THINK]", "[/THINK]", 0);
        assertThat(ReasoningSplit.of(style, "[THINK]a[/THINK]<think>", false, new int[0]))
                .isEqualTo(closed("<think>", "a"));
        assertThatThrownBy(() -> new ReasoningStyle.Think("<t>", "<t>", 0)).hasMessageContaining("two different texts");
    }

    @Test
    void aPromptOpensABlockOnlyWhereItEndsInTheMarker() {
        assertThat(THINK.isOpenedBy("<|assistant|><think>\n")).isTrue();
        assertThat(THINK.isOpenedBy("<|assistant|>\n<think>\n\n</think>\n\n")).isFalse();
        assertThat(THINK.isOpenedBy("Say <think> to me<|assistant|>")).isFalse();
    }

    @Test
    void theScannerKnowsMarkersThatLieAcrossPieces() {
        ThinkScanner scanner = new ThinkScanner(THINK, false);
        assertThat(insideAfter(scanner, "a <", "think", ">b", " </", "thi", "nk>", " c"))
                .isEqualTo("--###--");
    }

    private static String insideAfter(ThinkScanner scanner, String... pieces) {
        StringBuilder states = new StringBuilder();
        for (String piece : pieces) {
            scanner.accept(piece);
            states.append(scanner.inside() ? '#' : '-');
        }
        return states.toString();
    }

    @Test
    void theScannerTakesSeveralMarkersInOnePiece() {
        ThinkScanner scanner = new ThinkScanner(THINK, false);
        scanner.accept("<think></think><think>a</think></think>");
        assertThat(scanner.inside()).isFalse();
        scanner.accept("<think><think>");
        assertThat(scanner.inside()).isTrue();
        scanner.accept("</think>");
        assertThat(scanner.inside()).isFalse();
    }

    private static CompletionParts split(String text) {
        return ReasoningSplit.of(THINK, text, false, new int[0]);
    }

    private static CompletionParts opened(String text) {
        return ReasoningSplit.of(THINK, text, true, new int[0]);
    }

    private static CompletionParts closed(String answer, String reasoning) {
        return new CompletionParts(answer, reasoning, ReasoningState.CLOSED, 0);
    }

    private static CompletionParts unclosed(String reasoning) {
        return new CompletionParts("", reasoning, ReasoningState.UNCLOSED, 0);
    }
}
