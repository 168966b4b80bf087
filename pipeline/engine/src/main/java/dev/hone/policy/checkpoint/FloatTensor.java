package dev.hone.policy.checkpoint;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A named weight in host memory, row-major.
 *
 * @param shape sizes of the axes, outermost first
 * @param values the elements; the array is shared, not copied, and must not be written after it is handed over
 */
public record FloatTensor(int[] shape, float[] values) implements Serializable {

    public FloatTensor {
        long size = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + size + " values, got " + values.length);
        }
    }

    /** The elements of rows first to first + count - 1 along the outermost axis; not to be written. */
    public float[] rows(int first, int count) {
        int ofARow = shape[0] == 0 ? 0 : values.length / shape[0];
        return count == shape[0] ? values : Arrays.copyOfRange(values, first * ofARow, (first + count) * ofARow);
    }
}
