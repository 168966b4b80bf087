package dev.hone.policy.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.TorchBridge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The compiled program: decoder.py and the files that go on with its class. Its methods may be called from several threads at once. A value
 * of the program, such as a model or a cache, is held here as an {@link IValue} that keeps its tensors alive until it is closed.
 */
final class TorchProgram implements AutoCloseable {

    private static final String[] SOURCES = {"decoder.py", "fusion.py", "sampling.py", "training.py", "serving.py"};

    private final PtSymbolBlock module;

    private TorchProgram(PtSymbolBlock module) {
        this.module = module;
    }

    /** Compiles the program; it lives until it is closed. */
    static TorchProgram load(NDManager manager) {
        byte[] archive = TorchScriptArchive.of(TorchProgram.class, "Decoder", SOURCES);
        try {
            return new TorchProgram(
                    JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), true, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a call; close it when its result has been read. */
    Call call(String method) {
        return new Call(method);
    }

    @Override
    public void close() {
        module.close();
    }

    /** One call: arguments in the order of the method's parameters, then how to run it. */
    final class Call implements AutoCloseable {

        private final String method;
        private final List<IValue> arguments = new ArrayList<>();
        private final List<IValue> owned = new ArrayList<>();

        private Call(String method) {
            this.method = method;
        }

        Call tensor(NDArray tensor) {
            return own(IValue.from((PtNDArray) tensor));
        }

        Call number(long number) {
            return own(IValue.from(number));
        }

        Call number(double number) {
            return own(IValue.from(number));
        }

        Call numbers(List<Integer> numbers) {
            return own(IValue.listFrom(
                    numbers.stream().mapToLong(Integer::longValue).toArray()));
        }

        Call numbers(Map<String, Double> numbers) {
            Map<String, IValue> values = new HashMap<>();
            numbers.forEach((name, number) -> values.put(name, IValue.from(number)));
            owned.addAll(values.values());
            return own(IValue.stringIValueMapFrom(values));
        }

        Call tensors(Map<String, NDArray> tensors) {
            Map<String, PtNDArray> values = new HashMap<>();
            tensors.forEach((name, tensor) -> values.put(name, (PtNDArray) tensor));
            return own(IValue.stringMapFrom(values));
        }

        Call flag(boolean flag) {
            return own(IValue.from(flag));
        }

        /** A value of the program, which outlives this call. */
        Call value(IValue value) {
            arguments.add(value);
            return this;
        }

        /** Runs in inference mode; the method gives one tensor, which belongs to the manager. */
        NDArray tensorIn(NDManager manager) {
            return run(false).toTensor((PtNDManager) manager);
        }

        /** The same of a tensor that later calls may derive by: runs in the thread's grad mode. */
        NDArray keptTensorIn(NDManager manager) {
            return run(true).toTensor((PtNDManager) manager);
        }

        /** Runs in the thread's grad mode; the caller closes the value. */
        IValue keptValue() {
            IValue result = run(true);
            owned.remove(result);
            return result;
        }

        /** Runs in the thread's grad mode; the method gives tensors by name, which belong to the manager. */
        Map<String, NDArray> tensorsIn(NDManager manager) {
            Map<String, NDArray> tensors = new HashMap<>();
            run(true).toIValueMap().forEach((name, value) -> {
                tensors.put(name, value.toTensor((PtNDManager) manager));
                value.close();
            });
            return tensors;
        }

        /** Runs in inference mode, for what the method does to its arguments. */
        void execute() {
            run(false);
        }

        @Override
        public void close() {
            owned.forEach(IValue::close);
        }

        private IValue run(boolean gradMode) {
            try {
                IValue result = TorchBridge.run(module, method, arguments.toArray(IValue[]::new), gradMode);
                owned.add(result);
                return result;
            } catch (EngineException e) {
                throw new IllegalStateException("the program's method " + method + " failed: " + e.getMessage(), e);
            }
        }

        private Call own(IValue value) {
            owned.add(value);
            arguments.add(value);
            return this;
        }
    }
}
