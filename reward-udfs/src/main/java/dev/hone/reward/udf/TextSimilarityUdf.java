package dev.hone.reward.udf;

/** {@code hone_text_similarity(completion, reference, parameters)}: the reward function {@code text_similarity} in SQL. */
public final class TextSimilarityUdf extends RewardUdf {

    private static final long serialVersionUID = 1L;

    public TextSimilarityUdf() {
        super("text_similarity");
    }
}
