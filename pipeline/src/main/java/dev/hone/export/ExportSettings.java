package dev.hone.export;

import java.nio.file.Path;

/**
 * How a tuned policy is exported.
 *
 * @param directory the folder to write; a previous export there is replaced
 * @param merged whether a merged model is written besides the adapter
 * @param adapterTolerance greatest difference allowed between a log-probability of the adapter read back and of the tuned policy
 * @param mergedTolerance the same for the merged model, whose weights are rounded once more
 * @param maxVerifiedRollouts logged rollouts that are replayed at most, at least 1
 * @param maxShardBytes size above which the merged weights are split into several files
 */
public record ExportSettings(
        Path directory,
        boolean merged,
        double adapterTolerance,
        double mergedTolerance,
        int maxVerifiedRollouts,
        long maxShardBytes) {

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

    /** Tolerances of 1e-5 for the adapter and 1e-3 for the merged model, 32 rollouts, shards of 5 GB. */
    public static ExportSettings of(Path directory, boolean merged) {
        return new ExportSettings(directory, merged, 1e-5, 1e-3, 32, 5_000_000_000L);
    }
}
