package dev.hone.policy.torch;

import ai.djl.pytorch.jni.IValue;

/** Keys and values of the prompts in flight or of the tokens after them; busy slots are the first ones. */
final class KeyValueCache implements AutoCloseable {

    private final TorchProgram program;
    private final IValue cache;

    /** Takes 8 bytes for each layer, slot, token, key-value head and channel of a head. */
    KeyValueCache(TorchProgram program, IValue model, int slots, int capacityTokens) {
        this.program = program;
        try (TorchProgram.Call call = program.call("kv_cache")) {
            cache = call.value(model)
                    .number((long) slots)
                    .number((long) capacityTokens)
                    .keptValue();
        }
    }

    /** Takes over a cache that the program made. */
    KeyValueCache(TorchProgram program, IValue cache) {
        this.program = program;
        this.cache = cache;
    }

    /** As the program takes it. */
    IValue value() {
        return cache;
    }

    /** Copies the first tokens of one slot over those of another. */
    void move(int source, int slot, int tokens) {
        try (TorchProgram.Call call = program.call("move_slot")) {
            call.value(cache)
                    .number((long) source)
                    .number((long) slot)
                    .number((long) tokens)
                    .execute();
        }
    }

    @Override
    public void close() {
        cache.close();
    }
}
