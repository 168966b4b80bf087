package dev.hone.reward;

/** Stands in for a function that cannot be made, after the problem was reported; it never leaves the reading of a definition. */
public record UnusableReward() implements RewardFunction {

    @Override
    public String name() {
        return "unusable";
    }

    @Override
    public RewardResult score(RewardInput input) {
        return RewardResult.failed("the reward function could not be made");
    }
}
