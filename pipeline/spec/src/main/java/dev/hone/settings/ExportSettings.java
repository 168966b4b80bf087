package dev.hone.settings;

import dev.hone.policy.checkpoint.WeightType;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a tuned policy is exported.
 *
 * @param directory the folder to write; a previous export there is replaced
 * @param merged whether a merged model is written besides the adapter
 * @param dtype type of the merged model's weights; empty for that of the base
 * @param adapterTolerance greatest difference allowed between a log-probability of the adapter read back and of the tuned policy
 * @param mergedTolerance the same for a merged model in fp32, whose weights are rounded once more
 * @param maxVerifiedRollouts logged rollouts that are replayed at most, at least 1
 * @param maxShardBytes size above which the merged weights are split into several files
 */
public record ExportSettings(
        Path directory,
        boolean merged,
        Optional<WeightType> dtype,
        double adapterTolerance,
        double mergedTolerance,
        int maxVerifiedRollouts,
        long maxShardBytes) {

    /** Nats a unit roundoff: about twice the greatest that was measured (docs/models.md). */
    private static final double ROUNDING_TO_LOGPROB = 256;

    public ExportSettings {
        if (!(adapterTolerance > 0) || !(mergedTolerance > 0)) {
            throw new IllegalArgumentException(
                    "tolerances must be above 0, got " + adapterTolerance + " and " + mergedTolerance);
        }
        if (maxVerifiedRollouts < 1 || maxShardBytes < 1) {
            throw new IllegalArgumentException("maxVerifiedRollouts and maxShardBytes must be at least 1, got "
                    + maxVerifiedRollouts + " and " + maxShardBytes);
        }
    }

    /** The base's type, tolerances of 1e-5 for the adapter and 1e-3 for the merged model in fp32, 32 rollouts, shards of 5 GB. */
    public static ExportSettings of(Path directory, boolean merged) {
        return of(directory, merged, Optional.empty());
    }

    /** The same with a type for the merged model. */
    public static ExportSettings of(Path directory, boolean merged, Optional<WeightType> dtype) {
        return new ExportSettings(directory, merged, dtype, 1e-5, 1e-3, 32, 5_000_000_000L);
    }

    /** The tolerance for a merged model of this type: rounding the weights moves log-probabilities in proportion to the unit roundoff. */
    public double mergedTolerance(WeightType type) {
        return type == WeightType.F32 ? mergedTolerance : mergedTolerance + ROUNDING_TO_LOGPROB * type.unitRoundoff();
    }
}
