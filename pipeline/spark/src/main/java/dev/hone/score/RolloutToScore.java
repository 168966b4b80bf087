package dev.hone.score;

import dev.hone.reward.RewardInput;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import java.util.Optional;

/**
 * One completion with what its reward may depend on.
 *
 * @param sample index of the completion in its group, from 0
 * @param completion the answer, without reasoning
 * @param messages the prompt: a JSON array of chat messages
 * @param reference reference answer: its JSON text, or a plain string
 * @param metadata what else came with the prompt: a JSON object
 */
public record RolloutToScore(
        String promptId,
        int sample,
        String completion,
        String messages,
        Optional<String> reference,
        Optional<String> metadata) {

    public static RolloutToScore of(RolloutRow rollout, PromptRow prompt) {
        return new RolloutToScore(
                rollout.promptId(),
                rollout.sample(),
                rollout.parts().answer(),
                prompt.messages(),
                prompt.referenceAnswer(),
                prompt.metadata());
    }

    /** An answer that no policy gave. */
    public static RolloutToScore of(String answer, PromptRow prompt) {
        return new RolloutToScore(
                prompt.promptId(), 0, answer, prompt.messages(), prompt.referenceAnswer(), prompt.metadata());
    }

    RewardInput input() {
        return new RewardInput(messages, completion, reference, metadata, promptId, sample);
    }
}
