package dev.hone.policy.reasoning;

import java.io.Serializable;

/** How a model writes down its reasoning. */
public sealed interface ReasoningStyle extends Serializable {

    /** Not at all: a completion is an answer, whatever it contains. */
    record None() implements ReasoningStyle {}

    /**
     * Between two markers, before the answer.
     *
     * @param open begins a block, such as {@code <think>}
     * @param close ends it
     * @param maxThinkingTokens tokens inside blocks after which the sampler closes the block itself; 0: not limited
     */
    record Think(String open, String close, int maxThinkingTokens) implements ReasoningStyle {

        public static final String DEFAULT_OPEN = "<think>";
        public static final String DEFAULT_CLOSE = "</think>";

        public Think {
            if (open.isBlank() || close.isBlank() || open.equals(close)) {
                throw new IllegalArgumentException("the markers of reasoning must be two different texts, got '" + open
                        + "' and '" + close + "'. Write them as the chat template does");
            }
            if (maxThinkingTokens < 0) {
                throw new IllegalArgumentException("maxThinkingTokens must be at least 0, got " + maxThinkingTokens);
            }
        }

        /** The markers of Qwen3, DeepSeek-R1 and SmolLM3, without a limit. */
        public static Think standard() {
            return new Think(DEFAULT_OPEN, DEFAULT_CLOSE, 0);
        }

        public boolean limited() {
            return maxThinkingTokens > 0;
        }

        /** Whether a prompt ends in an open block, so that the completion starts inside it. */
        public boolean isOpenedBy(String promptText) {
            return promptText.stripTrailing().endsWith(open.strip());
        }
    }
}
