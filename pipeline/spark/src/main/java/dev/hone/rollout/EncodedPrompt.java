package dev.hone.rollout;

import java.io.Serializable;

/**
 * A prompt as the policy reads it.
 *
 * @param tokenIds the rendered chat, at least one token
 */
public record EncodedPrompt(String promptId, int[] tokenIds) implements Serializable {

    public EncodedPrompt {
        if (tokenIds.length == 0) {
            throw new IllegalArgumentException("prompt " + promptId + " has no tokens");
        }
    }
}
