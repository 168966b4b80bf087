package dev.hone.policy;

import dev.hone.policy.reasoning.ReasoningStyle;
import java.io.Serializable;

/**
 * One prompt and the completions wanted of it; they share its prefill.
 *
 * @param promptTokenIds the rendered prompt, at least one token, special tokens included
 * @param completionSeeds one seed for each of the G completions
 * @param reasoning how the completions write down reasoning, and how much of it they may
 */
public record PromptToSample(int[] promptTokenIds, long[] completionSeeds, ReasoningStyle reasoning)
        implements Serializable {

    public PromptToSample {
        if (promptTokenIds.length == 0 || completionSeeds.length == 0) {
            throw new IllegalArgumentException("a prompt needs at least one token and one completion");
        }
    }

    /** Completions without reasoning. */
    public PromptToSample(int[] promptTokenIds, long[] completionSeeds) {
        this(promptTokenIds, completionSeeds, new ReasoningStyle.None());
    }
}
