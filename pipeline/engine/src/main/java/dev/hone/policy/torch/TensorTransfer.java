package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.hone.policy.checkpoint.FloatTensor;
import java.util.Arrays;

/**
 * Copies tensors between the JVM and libtorch by slices of rows: a buffer of the JVM holds less than 2 GiB, which the embedding of a model
 * of 7 billion parameters exceeds, and what is read from disk by slices is never on the heap as a whole.
 */
final class TensorTransfer {

    private final TorchProgram program;
    private final int sliceElements;

    /** Rows of a tensor in the JVM or on disk. */
    interface Rows {

        /** The elements of rows first to first + count - 1 along the outermost axis, row-major. */
        float[] read(int first, int count);
    }

    /**
     * Copies with a program.
     *
     * @param sliceElements maximum number of elements copied at once, where a row has no more
     */
    TensorTransfer(TorchProgram program, int sliceElements) {
        this.program = program;
        this.sliceElements = sliceElements;
    }

    /** A tensor in libtorch's own memory, whatever happens to the buffers of the JVM. */
    NDArray upload(NDManager owner, FloatTensor tensor) {
        return upload(owner, tensor.shape(), tensor::rows);
    }

    /** The same, with the rows read as they are copied. */
    NDArray upload(NDManager owner, int[] shape, Rows rows) {
        NDArray whole = owner.create(shape(shape), DataType.FLOAT32);
        int count = rowsOfASlice(whole);
        for (int first = 0; first < shape[0]; first += Math.min(count, shape[0] - first)) {
            try (NDManager scratch = owner.newSubManager();
                    TorchProgram.Call copy = program.call("copy_rows")) {
                NDArray slice = slice(scratch, shape, rows, first, Math.min(count, shape[0] - first));
                copy.tensor(whole).number((long) first).tensor(slice).execute();
            }
        }
        return whole;
    }

    /** A matrix for products only: its columns are contiguous, and it takes half the memory where its values fit bf16 exactly. */
    NDArray uploadMatrix(NDManager owner, int[] shape, Rows rows) {
        try (NDManager scratch = owner.newSubManager();
                TorchProgram.Call call = program.call("to_bf16_if_exact")) {
            boolean small = shape(shape).size() <= sliceElements;
            NDArray whole = small ? slice(scratch, shape, rows, 0, shape[0]) : upload(scratch, shape, rows);
            return call.tensor(whole).keptTensorIn(owner);
        }
    }

    /** The elements of a tensor, row-major. */
    float[] download(NDArray tensor) {
        if (tensor.size() <= sliceElements) {
            return tensor.toFloatArray();
        }
        float[] values = new float[Math.toIntExact(tensor.size())];
        int rows = Math.toIntExact(tensor.size(0));
        int count = rowsOfASlice(tensor);
        int done = 0;
        for (int first = 0; first < rows; first += Math.min(count, rows - first)) {
            try (NDArray slice = tensor.get(new NDIndex().addSliceDim(first, Math.min((long) first + count, rows)))) {
                float[] part = slice.toFloatArray();
                System.arraycopy(part, 0, values, done, part.length);
                done += part.length;
            }
        }
        return values;
    }

    private static NDArray slice(NDManager scratch, int[] shape, Rows rows, int first, int count) {
        int[] part = shape.clone();
        part[0] = count;
        return scratch.create(rows.read(first, count), shape(part));
    }

    private int rowsOfASlice(NDArray tensor) {
        long ofARow = Math.max(1, tensor.size() / Math.max(1, tensor.size(0)));
        return Math.toIntExact(Math.max(1, sliceElements / ofARow));
    }

    private static Shape shape(int[] sizes) {
        return new Shape(Arrays.stream(sizes).asLongStream().toArray());
    }
}
