package dev.hone.score;

import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;

/**
 * One scored completion.
 *
 * @param completion what was to be scored, as it was handed in
 * @param input what the reward function saw of it
 * @param result a finite reward, or why there is none
 * @param grader name and version of the reward function, as tables store them: {@code label_match@0123456789abcdef}
 * @param scoreMillis time of the call that scored it, shared equally by the rows of the call
 */
public record ScoredCompletion<C>(
        C completion, RewardInput input, RewardResult result, String grader, long scoreMillis) {

    public ScoredCompletion {
        if (result.reward().isPresent() && !Double.isFinite(result.reward().getAsDouble())) {
            throw new IllegalArgumentException("the reward of prompt " + input.promptId() + ", sample " + input.sample()
                    + " must be finite, got " + result.reward().getAsDouble()
                    + "; a reward that cannot be computed is empty");
        }
    }
}
