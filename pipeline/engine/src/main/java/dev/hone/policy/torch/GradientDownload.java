package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings gradients from device memory to the JVM. */
final class GradientDownload {

    private final TensorTransfer transfer;

    GradientDownload(TensorTransfer transfer) {
        this.transfer = transfer;
    }

    /** The gradients of these tensors, row-major; each is freed when it is read. */
    SortedMap<String, float[]> read(Set<String> names, Map<String, NDArray> gradients) {
        SortedMap<String, float[]> values = new TreeMap<>();
        for (String name : names) {
            try (NDArray gradient = gradients.get(name)) {
                values.put(name, transfer.download(gradient));
            }
        }
        return values;
    }
}
