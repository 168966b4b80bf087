package dev.hone.policy.decode;

import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.reasoning.ThinkScanner;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.policy.tokenizer.TextPieces;
import java.util.OptionalInt;

/**
 * The thinking budget of one completion: counts the tokens inside blocks and, once they are used up, says which tokens close the block. A
 * block that is opened after that is closed at once.
 */
final class ThinkingWatch {

    private final int budget;
    private final int[] closing;
    private final TextPieces pieces;
    private final ThinkScanner scanner;
    private int thought;
    private int forced;

    /**
     * @param opened whether the prompt has opened a block
     * @param closing tokens of the closing marker, at least one
     */
    ThinkingWatch(PolicyTokenizer tokenizer, ReasoningStyle.Think style, boolean opened, int[] closing) {
        this.budget = style.maxThinkingTokens();
        this.closing = closing;
        this.pieces = new TextPieces(tokenizer);
        this.scanner = new ThinkScanner(style, opened);
        this.forced = closing.length;
    }

    /** The next token where it is not for the policy to draw. */
    OptionalInt forced() {
        return forced < closing.length ? OptionalInt.of(closing[forced]) : OptionalInt.empty();
    }

    /** Takes the next token, drawn or forced. */
    void accept(int token) {
        thought += scanner.inside() ? 1 : 0;
        scanner.accept(pieces.next(token));
        if (forced < closing.length) {
            forced++;
        } else if (scanner.inside() && thought >= budget) {
            forced = 0;
        }
    }
}
