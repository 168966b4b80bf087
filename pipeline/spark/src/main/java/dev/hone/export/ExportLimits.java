package dev.hone.export;

import dev.hone.policy.checkpoint.WeightType;

/**
 * What an export is held to.
 *
 * @param adapterTolerance greatest difference allowed between a log-probability of the adapter read back and of the tuned policy, nats
 * @param mergedTolerance the same for a merged model in fp32, whose weights are rounded once more
 * @param maxVerifiedRollouts logged rollouts that are replayed at most, at least 1
 * @param maxShardBytes size above which the merged weights are split into several files
 */
public record ExportLimits(
        double adapterTolerance, double mergedTolerance, int maxVerifiedRollouts, long maxShardBytes) {

    /** 1e-5 for the adapter and 1e-3 for the merged model in fp32, 32 rollouts, shards of 5 GB. */
    public static final ExportLimits STANDARD = new ExportLimits(1e-5, 1e-3, 32, 5_000_000_000L);

    /** Nats a unit roundoff: about twice the greatest that was measured (docs/models.md). */
    private static final double ROUNDING_TO_LOGPROB = 256;

    public ExportLimits {
        if (!(adapterTolerance > 0) || !(mergedTolerance > 0)) {
            throw new IllegalArgumentException(
                    "tolerances must be above 0, got " + adapterTolerance + " and " + mergedTolerance);
        }
        if (maxVerifiedRollouts < 1 || maxShardBytes < 1) {
            throw new IllegalArgumentException("maxVerifiedRollouts and maxShardBytes must be at least 1, got "
                    + maxVerifiedRollouts + " and " + maxShardBytes);
        }
    }

    /** The tolerance for a merged model of this type: rounding the weights moves log-probabilities in proportion to the unit roundoff. */
    public double mergedTolerance(WeightType type) {
        return type == WeightType.F32 ? mergedTolerance : mergedTolerance + ROUNDING_TO_LOGPROB * type.unitRoundoff();
    }
}
