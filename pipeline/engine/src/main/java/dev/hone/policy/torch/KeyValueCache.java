package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.hone.policy.architecture.ModelConfig;

/** Keys and values [L, S, K, C, E], of the prompts in flight or of the tokens after them; busy slots are the first ones. */
final class KeyValueCache {

    private final TorchProgram program;
    private final NDArray keys;
    private final NDArray values;

    /** Zeros: what a mask hides must still be a finite number. */
    KeyValueCache(TorchProgram program, NDManager manager, ModelConfig config, int slots, int capacityTokens) {
        this.program = program;
        Shape shape = new Shape(config.layers(), slots, config.keyValueHeads(), capacityTokens, config.headDim());
        keys = manager.zeros(shape, DataType.FLOAT32);
        values = manager.zeros(shape, DataType.FLOAT32);
    }

    NDArray keys() {
        return keys;
    }

    NDArray values() {
        return values;
    }

    /** Copies a prompt's keys and values [L, K, P, E] into a slot. */
    void fill(int slot, NDArray promptKeys, NDArray promptValues) {
        fill(keys, slot, promptKeys);
        fill(values, slot, promptValues);
    }

    /** Copies the first tokens of one slot over those of another. */
    void move(int source, int slot, int tokens) {
        move(keys, source, slot, tokens);
        move(values, source, slot, tokens);
    }

    private void fill(NDArray cache, int slot, NDArray prompt) {
        try (TorchProgram.Call call = program.call("fill")) {
            call.tensor(cache).number((long) slot).tensor(prompt).execute();
        }
    }

    private void move(NDArray cache, int source, int slot, int tokens) {
        try (TorchProgram.Call call = program.call("move")) {
            call.tensor(cache)
                    .number((long) source)
                    .number((long) slot)
                    .number((long) tokens)
                    .execute();
        }
    }
}
