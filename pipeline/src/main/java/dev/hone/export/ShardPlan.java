package dev.hone.export;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How fp32 tensors are split into files of at most a size, in the order of their names; one greater tensor has a file of its own. */
final class ShardPlan {

    private ShardPlan() {}

    static List<SortedMap<String, int[]>> of(SortedMap<String, int[]> shapes, long maxShardBytes) {
        List<SortedMap<String, int[]>> shards = new ArrayList<>();
        SortedMap<String, int[]> current = new TreeMap<>();
        long size = 0;
        for (String name : shapes.keySet()) {
            long bytes = bytes(shapes.get(name));
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

    static long bytes(SortedMap<String, int[]> shapes) {
        return shapes.values().stream().mapToLong(ShardPlan::bytes).sum();
    }

    private static long bytes(int[] shape) {
        long elements = 1;
        for (int size : shape) {
            elements = Math.multiplyExact(elements, (long) size);
        }
        return elements * Float.BYTES;
    }
}
