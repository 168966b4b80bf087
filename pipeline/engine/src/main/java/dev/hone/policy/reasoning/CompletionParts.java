package dev.hone.policy.reasoning;

import java.io.Serializable;

/**
 * A completion taken apart.
 *
 * @param answer what rewards see; empty where the reasoning was never closed
 * @param reasoning the text inside the blocks, without their markers; empty where there is none
 * @param state whether there is reasoning, and whether it ended
 * @param reasoningTokens tokens of the blocks, their markers included
 */
public record CompletionParts(String answer, String reasoning, ReasoningState state, int reasoningTokens)
        implements Serializable {

    public CompletionParts {
        if (state == ReasoningState.NONE && !(reasoning.isEmpty() && reasoningTokens == 0)) {
            throw new IllegalArgumentException("a completion without reasoning has no text or tokens of it");
        }
    }

    /** A completion that is all answer. */
    public static CompletionParts answerOnly(String completion) {
        return new CompletionParts(completion, "", ReasoningState.NONE, 0);
    }
}
