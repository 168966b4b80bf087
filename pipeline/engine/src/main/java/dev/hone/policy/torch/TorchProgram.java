package dev.hone.policy.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
import java.util.List;

/** The compiled program, decoder.py and training.py. Its methods may be called from several threads at once. */
final class TorchProgram implements AutoCloseable {

    private final PtSymbolBlock module;

    private TorchProgram(PtSymbolBlock module) {
        this.module = module;
    }

    /** Compiles the program; it lives until it is closed. */
    static TorchProgram load(NDManager manager) {
        byte[] archive = TorchScriptArchive.of(TorchProgram.class, "Decoder", "decoder.py", "training.py");
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

    /** A handle on a list of tensors that can be passed to many calls. It keeps the tensors alive; close it. */
    static IValue list(List<NDArray> tensors) {
        return IValue.listFrom(tensors.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    /** The same of truth values. */
    static IValue flags(List<Boolean> flags) {
        boolean[] values = new boolean[flags.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = flags.get(i);
        }
        return IValue.listFrom(values);
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

        Call flag(boolean flag) {
            return own(IValue.from(flag));
        }

        /** A list that outlives this call. */
        Call shared(IValue list) {
            arguments.add(list);
            return this;
        }

        /** Runs without a graph; the method gives one tensor, which belongs to the manager. */
        NDArray tensorIn(NDManager manager) {
            return run(false).toTensor((PtNDManager) manager);
        }

        /** Runs in the thread's grad mode; the method gives one tensor, which belongs to the manager. */
        NDArray graphIn(NDManager manager) {
            return run(true).toTensor((PtNDManager) manager);
        }

        /** Runs without a graph; the method gives a list of tensors, which belong to the manager. */
        NDList tensorsIn(NDManager manager) {
            return run(false).toNDList((PtNDManager) manager);
        }

        /** Runs in the thread's grad mode; the method gives a list of tensors, which belong to the manager. */
        NDList graphsIn(NDManager manager) {
            return run(true).toNDList((PtNDManager) manager);
        }

        /** Runs in the thread's grad mode; the method gives a list of tensors as it can be passed on. The caller closes it. */
        IValue listToKeep() {
            IValue result = run(true);
            owned.remove(result);
            return result;
        }

        /** Runs without a graph, for what the method does to its arguments. */
        void execute() {
            run(false);
        }

        @Override
        public void close() {
            owned.forEach(IValue::close);
        }

        private IValue run(boolean withGraph) {
            try {
                IValue result = TorchBridge.run(module, method, arguments.toArray(IValue[]::new), withGraph);
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
