package dev.hone.policy.torch;

import ai.djl.pytorch.jni.IValue;
import dev.hone.policy.architecture.ModelConfig;

/**
 * Keys and values of the sequences in flight, a slot for each; busy slots are the first ones. It grows by doubling as sequences come and
 * become longer, while two copies of it exist, up to a number of bytes.
 */
final class ServingCache implements AutoCloseable {

    private static final int LEAST_TOKENS = 256;

    /** Near the limit it grows by so many tokens, since each growth copies all that is there. */
    private static final int ROUND_TOKENS = 64;

    private final TorchProgram program;
    private final IValue model;
    private final int maxTokens;
    private final long maxSlotTokens;
    private final long bytesPerToken;
    private KeyValueCache cache;
    private int slots = 1;
    private int tokens;

    /** @param maxBytes is raised to what one whole context needs */
    ServingCache(TorchProgram program, IValue model, ModelConfig config, long maxBytes) {
        this.program = program;
        this.model = model;
        this.maxTokens = config.maxPositions();
        this.bytesPerToken = 2L * Float.BYTES * config.layers() * config.keyValueHeads() * config.headDim();
        this.maxSlotTokens = Math.max(maxTokens, maxBytes / bytesPerToken);
        this.tokens = Math.min(LEAST_TOKENS, maxTokens);
        this.cache = new KeyValueCache(program, model, slots, tokens);
    }

    /** As the program takes it. */
    IValue value() {
        return cache.value();
    }

    /** Bytes of the keys and values of some tokens. */
    long bytes(int count) {
        return count * bytesPerToken;
    }

    /**
     * Makes room, where there may be as much.
     *
     * @param busy slots whose content stays, of which none holds more than neededTokens
     * @return false where that would be too large, and nothing has changed
     */
    boolean reserve(int busy, int neededSlots, int neededTokens) {
        if (neededSlots <= slots && neededTokens <= tokens) {
            return true;
        }
        int moreSlots = Math.max(neededSlots, neededSlots > slots ? 2 * slots : slots);
        int moreTokens = Math.max(neededTokens, Math.min(maxTokens, neededTokens > tokens ? 2 * tokens : tokens));
        if ((long) moreSlots * moreTokens > maxSlotTokens) {
            moreSlots = neededSlots;
            moreTokens = Math.min(maxTokens, (neededTokens + ROUND_TOKENS - 1) / ROUND_TOKENS * ROUND_TOKENS);
        }
        if ((long) moreSlots * moreTokens > maxSlotTokens) {
            return false;
        }
        grow(busy, moreSlots, moreTokens);
        return true;
    }

    private void grow(int busy, int moreSlots, int moreTokens) {
        try (KeyValueCache old = cache;
                TorchProgram.Call call = program.call("grown_cache")) {
            cache = new KeyValueCache(
                    program,
                    call.value(old.value())
                            .number((long) busy)
                            .number((long) moreSlots)
                            .number((long) moreTokens)
                            .value(model)
                            .keptValue());
        }
        slots = moreSlots;
        tokens = moreTokens;
    }

    /** Copies the first tokens of one slot over those of another. */
    void copy(int source, int slot, int count) {
        cache.move(source, slot, count);
    }

    /** A copy of the first tokens of a slot. */
    IValue save(int slot, int count) {
        try (TorchProgram.Call call = program.call("save_slot")) {
            return call.value(cache.value())
                    .number((long) slot)
                    .number((long) count)
                    .keptValue();
        }
    }

    /** Puts the first tokens of a copy into a slot. */
    void restore(IValue saved, int slot, int count) {
        try (TorchProgram.Call call = program.call("restore_slot")) {
            call.value(saved)
                    .value(cache.value())
                    .number((long) slot)
                    .number((long) count)
                    .execute();
        }
    }

    @Override
    public void close() {
        cache.close();
    }
}
