package dev.hone.reward.udf;

/** {@code hone_weighted(completion, reference, parameters)}: the reward function {@code weighted} in SQL. */
public final class WeightedUdf extends RewardUdf {

    private static final long serialVersionUID = 1L;

    public WeightedUdf() {
        super("weighted");
    }
}
