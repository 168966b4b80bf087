package dev.hone.reward;

import java.io.Serializable;
import java.util.List;

/**
 * The completions of one prompt.
 *
 * @param completions [G] at least one, all of the same prompt, in order of sample
 */
public record CompletionGroup(List<RewardInput> completions) implements Serializable {

    public CompletionGroup {
        completions = List.copyOf(completions);
        if (completions.isEmpty()) {
            throw new IllegalArgumentException("a group needs at least one completion");
        }
        for (int g = 1; g < completions.size(); g++) {
            RewardInput before = completions.get(g - 1);
            RewardInput completion = completions.get(g);
            if (!completion.promptId().equals(before.promptId()) || completion.sample() <= before.sample()) {
                throw new IllegalArgumentException(
                        "a group holds the completions of one prompt in order of sample, got " + before.promptId()
                                + " sample " + before.sample() + " before " + completion.promptId() + " sample "
                                + completion.sample());
            }
        }
    }

    /** The id of the prompt. */
    public String promptId() {
        return completions.get(0).promptId();
    }

    /** G, the number of completions. */
    public int size() {
        return completions.size();
    }
}
