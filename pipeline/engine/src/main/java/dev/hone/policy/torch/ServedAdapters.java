package dev.hone.policy.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import dev.hone.error.ModelException;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.AdapterShapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** LoRA adapters as serving computes them, by their hash; the last few that were used stay in memory. */
final class ServedAdapters implements AutoCloseable {

    private final BaseWeights base;
    private final int capacity;
    private final Map<String, IValue> leastUsedFirst = new LinkedHashMap<>(16, 0.75f, true);

    ServedAdapters(BaseWeights base, int capacity) {
        this.base = base;
        this.capacity = capacity;
    }

    /**
     * Refuses what cannot share a batch with the base.
     *
     * @throws ModelException where it is not of this base model, or no LoRA
     */
    void requireServable(Adapter adapter) {
        if (!(adapter.kind() instanceof AdapterKind.Lora)) {
            throw new ModelException("Weights that were all trained are a model of their own, and do not share a batch"
                    + " with the base. Serve them as one");
        }
        AdapterShapes.requireFit(adapter, base.config());
    }

    /** Loads an adapter that is not here. */
    void load(Adapter adapter) {
        leastUsedFirst.computeIfAbsent(adapter.sha256(), sha -> {
            try (DeviceWeights weights = new DeviceWeights(base, adapter, Optional::empty);
                    TorchProgram.Call call = base.program().call("served_adapter")) {
                return call.value(weights.model()).keptValue();
            }
        });
    }

    /** Frees those that nobody uses beyond as many as stay. */
    void evict(Set<String> used) {
        List<String> idle = new ArrayList<>(leastUsedFirst.keySet());
        idle.removeAll(used);
        for (String sha : idle.subList(0, Math.max(0, Math.min(idle.size(), leastUsedFirst.size() - capacity)))) {
            leastUsedFirst.remove(sha).close();
        }
    }

    /**
     * Which adapters answer which rows of a batch, as the program takes it; the caller closes it.
     *
     * @param shas [B] the adapter of each row, empty for none
     */
    IValue batch(NDManager scratch, List<String> shas) {
        IValue batch;
        try (TorchProgram.Call call = base.program().call("no_adapters")) {
            batch = call.keptValue();
        }
        for (String sha : Set.copyOf(shas)) {
            if (!sha.isEmpty()) {
                add(scratch, batch, sha, rows(shas, sha));
            }
        }
        return batch;
    }

    private void add(NDManager scratch, IValue batch, String sha, long[] rows) {
        try (TorchProgram.Call call = base.program().call("use_adapter")) {
            call.value(batch)
                    .value(leastUsedFirst.get(sha))
                    .tensor(scratch.create(rows))
                    .execute();
        }
    }

    /** The rows of an adapter; none where they are all. */
    private static long[] rows(List<String> shas, String sha) {
        long[] rows = IntStream.range(0, shas.size())
                .filter(row -> shas.get(row).equals(sha))
                .asLongStream()
                .toArray();
        return rows.length == shas.size() ? new long[0] : rows;
    }

    @Override
    public void close() {
        leastUsedFirst.values().forEach(IValue::close);
        leastUsedFirst.clear();
    }
}
