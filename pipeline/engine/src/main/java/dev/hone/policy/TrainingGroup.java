package dev.hone.policy;

/**
 * One prompt with the completions that the policy is trained on; the prompt is computed once for all of them.
 *
 * @param promptTokenIds the rendered prompt, at least one token
 * @param completionTokenIds [G][T_g] tokens of each completion, each at least one
 */
public record TrainingGroup(int[] promptTokenIds, int[][] completionTokenIds) {

    public TrainingGroup {
        if (promptTokenIds.length == 0 || completionTokenIds.length == 0) {
            throw new IllegalArgumentException("a group needs a prompt and at least one completion");
        }
        for (int[] completion : completionTokenIds) {
            if (completion.length == 0) {
                throw new IllegalArgumentException("a completion needs at least one token");
            }
        }
    }

    /** Tokens that a forward pass of this group computes: the prompt once, and every completion padded to the longest. */
    public int computedTokens() {
        int longest = 0;
        for (int[] completion : completionTokenIds) {
            longest = Math.max(longest, completion.length);
        }
        return promptTokenIds.length + longest * completionTokenIds.length;
    }
}
