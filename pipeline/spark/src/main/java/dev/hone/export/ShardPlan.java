package dev.hone.export;

import dev.hone.policy.checkpoint.WeightType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** How tensors are split into files of at most a size, in the order of their names; one greater tensor has a file of its own. */
final class ShardPlan {

    private ShardPlan() {}

    static List<SortedMap<String, int[]>> of(
            SortedMap<String, int[]> shapes, Function<String, WeightType> types, long maxShardBytes) {
        List<SortedMap<String, int[]>> shards = new ArrayList<>();
        SortedMap<String, int[]> current = new TreeMap<>();
        long size = 0;
        for (String name : shapes.keySet()) {
            long bytes = bytes(shapes.get(name), types.apply(name));
            if (!current.isEmpty() && size + bytes > maxShardBytes) {
                shards.add(current);
                current = new TreeMap<>();
                size = 0;
            }
            current.put(name, shapes.get(name));
            size += bytes;
        }
        shards.add(current);
        return List.copyOf(shards);
    }

    static long bytes(SortedMap<String, int[]> shapes, Function<String, WeightType> types) {
        return shapes.entrySet().stream()
                .mapToLong(entry -> bytes(entry.getValue(), types.apply(entry.getKey())))
                .sum();
    }

    private static long bytes(int[] shape, WeightType type) {
        long elements = 1;
        for (int size : shape) {
            elements = Math.multiplyExact(elements, (long) size);
        }
        return elements * type.bytes();
    }
}
