package dev.hone.reward.udf;

/** {@code hone_reward(completion, reference, definition)}: any reward function in SQL; the definition's JSON names its kind. */
public final class AnyRewardUdf extends RewardUdf {

    private static final long serialVersionUID = 1L;

    public AnyRewardUdf() {
        super("");
    }
}
