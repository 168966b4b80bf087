package dev.hone.reward.builtin;

import dev.hone.reward.RewardResult;

/** What a function that compares with a reference says about a row without one. */
public final class NoReference {

    private NoReference() {}

    public static RewardResult result() {
        return RewardResult.failed(
                "the row has no reference_answer to compare with; give one, or use a reward that needs none");
    }
}
