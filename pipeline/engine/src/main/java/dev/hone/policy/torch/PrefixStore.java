package dev.hone.policy.torch;

import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Keys and values of sequences that have ended, for prompts that begin as they do, such as the next turn of a conversation. */
final class PrefixStore implements AutoCloseable {

    /** Fewer tokens are computed as fast as they are copied. */
    private static final int LEAST_TOKENS = 16;

    private final long maxBytes;
    private final Set<Entry> oldestFirst = new LinkedHashSet<>();
    private long bytes;

    /**
     * A prefix that is here.
     *
     * @param saved holds as many tokens at least
     */
    record Found(IValue saved, int tokens) {}

    private record Entry(String adapterSha, int[] tokens, IValue saved, long bytes) {

        int common(String sha, int[] others) {
            if (!adapterSha.equals(sha)) {
                return 0;
            }
            int mismatch = Arrays.mismatch(tokens, others);
            return mismatch < 0 ? tokens.length : mismatch;
        }

        // two that hold the same tokens are still two
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** @param maxBytes of all that is kept; 0 to keep nothing */
    PrefixStore(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether a sequence of so many tokens and bytes is kept. */
    boolean keeps(int tokens, long size) {
        return tokens >= LEAST_TOKENS && size <= maxBytes;
    }

    /** The longest beginning of these tokens under an adapter, without the last token, which must be computed for its logits. */
    Optional<Found> find(String adapterSha, int[] tokens) {
        int[] without = Arrays.copyOf(tokens, tokens.length - 1);
        Entry best = null;
        int longest = LEAST_TOKENS - 1;
        for (Entry entry : oldestFirst) {
            int common = entry.common(adapterSha, without);
            if (common > longest) {
                best = entry;
                longest = common;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        oldestFirst.remove(best);
        oldestFirst.add(best);
        return Optional.of(new Found(best.saved(), longest));
    }

    /** Takes over what was saved of a sequence; shorter ones that it begins with, and the oldest where there is no room, go. */
    void keep(String adapterSha, int[] tokens, IValue saved, long size) {
        remove(entry -> entry.common(adapterSha, tokens) == entry.tokens().length);
        oldestFirst.add(new Entry(adapterSha, tokens, saved, size));
        bytes += size;
        remove(entry -> bytes > maxBytes);
    }

    private void remove(Predicate<Entry> condition) {
        for (Iterator<Entry> entries = oldestFirst.iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (condition.test(entry)) {
                entries.remove();
                bytes -= entry.bytes();
                entry.saved().close();
            }
        }
    }

    @Override
    public void close() {
        remove(entry -> true);
    }
}
