package dev.hone.policy.serve;

/**
 * How a serving model uses memory and threads.
 *
 * @param maxSequences completions that are decoded together, at least 1
 * @param cacheBytes maximum size of the keys and values of sequences in flight; one whole context is always held
 * @param prefixBytes maximum size of the keys and values that are kept of ended sequences, for prompts that begin as they do
 * @param chunkTokens of a prompt that are computed between two tokens of the others
 * @param intraOpThreads threads of one libtorch operation
 * @param cachedAdapters adapters kept in memory after their last use, at least 1
 */
public record ServingSettings(
        int maxSequences, long cacheBytes, long prefixBytes, int chunkTokens, int intraOpThreads, int cachedAdapters) {

    public ServingSettings {
        if (maxSequences < 1
                || cacheBytes < 1
                || prefixBytes < 0
                || chunkTokens < 1
                || intraOpThreads < 1
                || cachedAdapters < 1) {
            throw new IllegalArgumentException("serving settings must be at least 1, got " + maxSequences + ", "
                    + cacheBytes + ", " + prefixBytes + ", " + chunkTokens + ", " + intraOpThreads + ", "
                    + cachedAdapters);
        }
    }

    /** 64 sequences, 2 GiB for them, 512 MiB for prefixes, chunks of 256 tokens, all processors, 16 adapters. */
    public static ServingSettings defaults() {
        return new ServingSettings(
                64, 2L << 30, 512L << 20, 256, Runtime.getRuntime().availableProcessors(), 16);
    }
}
