package dev.hone.reward.udf;

/** {@code hone_label_match(completion, reference, parameters)}: the reward function {@code label_match} in SQL. */
public final class LabelMatchUdf extends RewardUdf {

    private static final long serialVersionUID = 1L;

    public LabelMatchUdf() {
        super("label_match");
    }
}
