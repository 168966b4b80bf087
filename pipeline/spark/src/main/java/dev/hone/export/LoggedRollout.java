package dev.hone.export;

/**
 * A row of {@code rollouts} with its prompt, to replay.
 *
 * @param promptId the prompt
 * @param sample number of the completion
 * @param promptTokenIds the rendered prompt
 * @param completionTokenIds the sampled tokens
 */
public record LoggedRollout(String promptId, int sample, int[] promptTokenIds, int[] completionTokenIds) {

    public LoggedRollout {
        if (promptTokenIds.length == 0 || completionTokenIds.length == 0) {
            throw new IllegalArgumentException("rollout " + sample + " of prompt " + promptId + " has no tokens");
        }
    }
}
