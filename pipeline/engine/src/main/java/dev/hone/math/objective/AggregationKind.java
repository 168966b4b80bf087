package dev.hone.math.objective;

import dev.hone.math.loss.Aggregation;
import java.util.Locale;

/** The aggregations by name. */
public enum AggregationKind {
    /** Mean over completions of the mean over a completion's tokens. */
    SEQUENCE_MEAN,
    /** Mean over all tokens of the step. */
    TOKEN_MEAN,
    /** Sum over tokens divided by completions times the greatest length that is sampled. */
    CONSTANT,
    /** Mean over completions of the sum over a completion's tokens. */
    SEQUENCE_SUM,
    /** Mean over completions of a loss that is one number for each of them. */
    SEQUENCE;

    /** The word in a specification, such as {@code token_mean}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The aggregation itself.
     *
     * @param maxCompletionTokens the longest completion that the sampler allows, at least 1
     */
    public Aggregation aggregation(int maxCompletionTokens) {
        return switch (this) {
            case SEQUENCE_MEAN -> new Aggregation.SequenceMean();
            case TOKEN_MEAN -> new Aggregation.TokenMean();
            case CONSTANT -> new Aggregation.Constant(maxCompletionTokens);
            case SEQUENCE_SUM -> new Aggregation.SequenceSum();
            case SEQUENCE -> new Aggregation.Sequence();
        };
    }
}
