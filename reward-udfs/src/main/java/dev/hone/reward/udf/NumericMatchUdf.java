package dev.hone.reward.udf;

/** {@code hone_numeric_match(completion, reference, parameters)}: the reward function {@code numeric_match} in SQL. */
public final class NumericMatchUdf extends RewardUdf {

    private static final long serialVersionUID = 1L;

    public NumericMatchUdf() {
        super("numeric_match");
    }
}
