package dev.hone.score;

import dev.hone.reward.RewardResult;

/**
 * One scored completion.
 *
 * @param result a finite reward, or why there is none
 * @param graderName name of the reward function
 * @param graderVersion hash of its code and parameters
 * @param scoreMillis time of the batch that scored it, shared equally by the rows of the batch
 */
public record ScoredRollout(
        String promptId, int sample, RewardResult result, String graderName, String graderVersion, long scoreMillis) {

    /** Name and version in one, as tables store them: {@code label_match@0123456789abcdef}. */
    public String grader() {
        return graderName + "@" + graderVersion;
    }
}
