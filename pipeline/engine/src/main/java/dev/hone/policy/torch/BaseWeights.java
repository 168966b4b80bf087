package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.error.ModelException;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.architecture.WeightLayout;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.ModelDirectory;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The base model's weights in device memory. A small model's linear layers are computed with as fused copies, and stay here at half the
 * width where their values fit bf16 exactly, as those of most checkpoints do; everything else is fp32.
 */
final class BaseWeights {

    /** Fused layers are a copy of the layers' weights; above this size the gain is small beside the memory. */
    private static final long MAX_FUSED_BYTES = 2L << 30;

    private final ModelDirectory directory;
    private final ModelConfig config;
    private final TorchProgram program;
    private final TensorTransfer transfer;
    private final NDManager manager;
    private final SortedMap<String, NDArray> tensors = new TreeMap<>();
    private final NDArray frequencies;
    private final boolean fusable;

    /** Loads every tensor that the config asks for; a missing, unknown or misshapen one is a {@link ModelException}. */
    BaseWeights(ModelDirectory directory, TorchProgram program, int sliceElements, NDManager manager) {
        this.directory = directory;
        this.config = directory.config();
        this.program = program;
        this.transfer = new TensorTransfer(program, sliceElements);
        this.manager = manager;
        SortedMap<String, int[]> shapes = WeightLayout.shapes(config);
        for (String name : directory.tensorNames()) {
            if (!shapes.containsKey(name) && !WeightLayout.ignorable(config, name)) {
                throw new ModelException(directory.path() + " has the tensor " + name
                        + ", which a model of the type " + config.modelType()
                        + " with this config.json does not have. Check that they belong together");
            }
        }
        fusable = bytes(shapes) <= MAX_FUSED_BYTES;
        shapes.forEach((name, shape) -> {
            if (!Arrays.equals(directory.shape(name), shape)) {
                throw new ModelException(directory.path() + ": tensor " + name + " is "
                        + Arrays.toString(directory.shape(name)) + " but config.json asks for " + Arrays.toString(shape)
                        + ". Check that they belong together");
            }
            TensorTransfer.Rows rows = (first, count) -> directory.rows(name, first, count);
            tensors.put(
                    name,
                    fusable && WeightLayout.linear(config, name)
                            ? transfer.uploadMatrix(manager, shape, rows)
                            : transfer.upload(manager, shape, rows));
        });
        float[] rope = config.ropeScaling().frequencies(config.headDim(), config.ropeTheta());
        frequencies = transfer.upload(manager, new FloatTensor(new int[] {rope.length}, rope));
    }

    ModelConfig config() {
        return config;
    }

    TorchProgram program() {
        return program;
    }

    NDManager manager() {
        return manager;
    }

    /** [E / 2] angle per position. */
    NDArray frequencies() {
        return frequencies;
    }

    Map<String, NDArray> tensors() {
        return tensors;
    }

    /** Whether the model is small enough for a fused copy of its layers. */
    boolean fusable() {
        return fusable;
    }

    private static long bytes(SortedMap<String, int[]> shapes) {
        return shapes.values().stream()
                .mapToLong(shape -> Arrays.stream(shape).asLongStream().reduce(Float.BYTES, (x, y) -> x * y))
                .sum();
    }

    /** How tensors get here and back. */
    TensorTransfer transfer() {
        return transfer;
    }

    /** Names and values as floats again, for an adapter that starts as the base. */
    SortedMap<String, FloatTensor> download() {
        SortedMap<String, FloatTensor> copies = new TreeMap<>();
        tensors.keySet().forEach(name -> copies.put(name, directory.tensor(name)));
        return copies;
    }
}
