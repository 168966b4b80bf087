package dev.hone.update;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.loss.Aggregation;
import dev.hone.math.loss.ClipRange;
import dev.hone.math.loss.Correction;
import dev.hone.math.loss.KlEstimator;
import dev.hone.math.loss.KlPenalty;
import dev.hone.math.loss.PolicyLoss;
import dev.hone.math.loss.Surrogate;
import java.util.Optional;
import java.util.OptionalDouble;

/** The loss that belongs to a kind of advantages as published, with truncated importance sampling at 2 for the sampler's mismatch. */
public final class StandardLoss {

    private static final Correction TRUNCATED_IMPORTANCE_SAMPLING =
            new Correction(Correction.Kind.TOKEN_TRUNCATE, OptionalDouble.empty(), 2);

    private StandardLoss() {}

    /**
     * The clipped objective of each token with the kind's aggregation.
     *
     * @param klCoefficient weight of k3 to the reference; 0 leaves it out
     * @param maxCompletionTokens the sampler's limit, the constant of Dr. GRPO
     */
    public static PolicyLoss of(
            AdvantageKind kind, double clipLow, double clipHigh, double klCoefficient, int maxCompletionTokens) {
        Optional<KlPenalty> kl =
                klCoefficient > 0 ? Optional.of(new KlPenalty(KlEstimator.K3, klCoefficient)) : Optional.empty();
        return new PolicyLoss(
                new Surrogate.Clip(ClipRange.of(clipLow, clipHigh)),
                kl,
                Optional.of(TRUNCATED_IMPORTANCE_SAMPLING),
                OptionalDouble.empty(),
                aggregation(kind, maxCompletionTokens));
    }

    private static Aggregation aggregation(AdvantageKind kind, int maxCompletionTokens) {
        return switch (kind) {
            case GRPO, BATCH_SCALED, MAXRL -> new Aggregation.SequenceMean();
            case DR_GRPO -> new Aggregation.Constant(maxCompletionTokens);
            case RLOO, RLOO_NORMALIZED -> new Aggregation.SequenceSum();
            case DAPO, REINFORCE_PP_BASELINE, REINFORCE_PP_BASELINE_OPENRLHF -> new Aggregation.TokenMean();
        };
    }
}
