package dev.hone.reward.udf;

/** {@code hone_normalized_match(completion, reference, parameters)}: the reward function {@code normalized_match} in SQL. */
public final class NormalizedMatchUdf extends RewardUdf {

    private static final long serialVersionUID = 1L;

    public NormalizedMatchUdf() {
        super("normalized_match");
    }
}
