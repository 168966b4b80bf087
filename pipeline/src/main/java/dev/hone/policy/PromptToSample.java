package dev.hone.policy;

import java.io.Serializable;

/**
 * One prompt and the completions wanted of it; they share its prefill.
 *
 * @param promptTokenIds the rendered prompt, at least one token, special tokens included
 * @param completionSeeds one seed for each of the G completions
 */
public record PromptToSample(int[] promptTokenIds, long[] completionSeeds) implements Serializable {

    public PromptToSample {
        if (promptTokenIds.length == 0 || completionSeeds.length == 0) {
            throw new IllegalArgumentException("a prompt needs at least one token and one completion");
        }
    }
}
