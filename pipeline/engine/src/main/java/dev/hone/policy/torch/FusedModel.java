package dev.hone.policy.torch;

import ai.djl.pytorch.jni.IValue;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A copy of a small model in fewer and larger matrices, LoRA merged in: made on first use, in the memory of a copy that nobody uses where
 * there is one. Costs the size of the layers in fp32.
 */
final class FusedModel implements AutoCloseable {

    private final TorchProgram program;
    private final IValue model;
    private final Supplier<Optional<IValue>> idle;
    private Optional<IValue> copy = Optional.empty();

    /**
     * Makes nothing yet.
     *
     * @param model of which the copy is made
     * @param idle takes the copy of another model that is no longer needed
     */
    FusedModel(TorchProgram program, IValue model, Supplier<Optional<IValue>> idle) {
        this.program = program;
        this.model = model;
        this.idle = idle;
    }

    synchronized IValue get() {
        if (copy.isEmpty()) {
            copy = Optional.of(idle.get().map(this::fuseOver).orElseGet(this::fuse));
        }
        return copy.get();
    }

    /** Gives the copy away, if there is one; it is made again when it is needed. */
    synchronized Optional<IValue> take() {
        Optional<IValue> taken = copy;
        copy = Optional.empty();
        return taken;
    }

    private IValue fuse() {
        try (TorchProgram.Call call = program.call("fuse")) {
            return call.value(model).keptValue();
        }
    }

    private IValue fuseOver(IValue old) {
        try (old;
                TorchProgram.Call call = program.call("fuse_over")) {
            return call.value(model).value(old).keptValue();
        }
    }

    @Override
    public void close() {
        take().ifPresent(IValue::close);
    }
}
