package dev.hone.math.objective;

import dev.hone.math.loss.Correction;
import dev.hone.math.loss.EntropyBonus;
import dev.hone.math.loss.KlPenalty;
import dev.hone.math.loss.PolicyLoss;
import dev.hone.math.loss.Surrogate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A loss except for the length of the longest completion, which the sampler decides.
 *
 * @param surrogate the objective of a token or a completion
 * @param aggregation how tokens are averaged
 * @param kl the penalty for leaving the reference
 * @param correction the weight for the mismatch of trainer and sampler
 * @param offPolicyDelta completions with an advantage below 0 that drifted further than this count 0
 * @param entropy the reward for staying undecided
 */
public record ObjectiveSettings(
        Surrogate surrogate,
        AggregationKind aggregation,
        Optional<KlPenalty> kl,
        Optional<Correction> correction,
        OptionalDouble offPolicyDelta,
        Optional<EntropyBonus> entropy) {

    /**
     * The loss of a run.
     *
     * @param maxCompletionTokens the longest completion that the sampler allows, at least 1
     */
    public PolicyLoss loss(int maxCompletionTokens) {
        return new PolicyLoss(
                surrogate, kl, correction, offPolicyDelta, entropy, aggregation.aggregation(maxCompletionTokens));
    }

    /** The same with a KL penalty. */
    public ObjectiveSettings with(KlPenalty penalty) {
        return new ObjectiveSettings(surrogate, aggregation, Optional.of(penalty), correction, offPolicyDelta, entropy);
    }

    /** The same with another surrogate. */
    public ObjectiveSettings with(Surrogate other) {
        return new ObjectiveSettings(other, aggregation, kl, correction, offPolicyDelta, entropy);
    }
}
