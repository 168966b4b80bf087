package dev.hone.policy.reasoning;

import java.util.Arrays;

/** Takes completions apart into reasoning and answer. */
public final class ReasoningSplit {

    private ReasoningSplit() {}

    /**
     * Takes a completion apart. Where there is reasoning, both parts lose the white space around them; several blocks are joined by an
     * empty line.
     *
     * @param text the completion as it was decoded
     * @param opened whether the prompt has opened a block
     * @param tokenStarts [T] at which character of the text each token begins; a token belongs to the block in which it begins
     */
    public static CompletionParts of(ReasoningStyle.Think style, String text, boolean opened, int[] tokenStarts) {
        ThinkBlocks blocks = ThinkBlocks.of(text, style, opened);
        if (blocks.isEmpty()) {
            return CompletionParts.answerOnly(text);
        }
        int tokens = (int) Arrays.stream(tokenStarts).filter(blocks::contain).count();
        String reasoning = String.join("\n\n", blocks.reasonings());
        return blocks.unclosed()
                ? new CompletionParts("", reasoning, ReasoningState.UNCLOSED, tokens)
                : new CompletionParts(
                        String.join("", blocks.answers()).strip(), reasoning, ReasoningState.CLOSED, tokens);
    }
}
