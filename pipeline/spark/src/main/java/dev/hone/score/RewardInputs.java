package dev.hone.score;

import dev.hone.reward.RewardInput;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;

/** What a reward function sees of completions, from rows of the tables. */
public final class RewardInputs {

    private RewardInputs() {}

    /** A sampled completion: its answer, without reasoning. */
    public static RewardInput of(RolloutRow rollout, PromptRow prompt) {
        return of(rollout.parts().answer(), rollout.sample(), prompt);
    }

    /** An answer that no policy gave, as the only one to its prompt. */
    public static RewardInput of(String answer, PromptRow prompt) {
        return of(answer, 0, prompt);
    }

    /** One of several answers to a prompt. */
    public static RewardInput of(String answer, int sample, PromptRow prompt) {
        return new RewardInput(
                prompt.messages(), answer, prompt.referenceAnswer(), prompt.metadata(), prompt.promptId(), sample);
    }
}
