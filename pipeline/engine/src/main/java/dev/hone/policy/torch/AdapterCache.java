package dev.hone.policy.torch;

import ai.djl.pytorch.jni.IValue;
import dev.hone.policy.adapter.Adapter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adapters in device memory by their hash: shared while in use, the last few kept after it, the rest freed. */
final class AdapterCache implements AutoCloseable {

    private final BaseWeights base;
    private final int capacity;
    private final Map<String, Lease> leases = new LinkedHashMap<>(16, 0.75f, true);

    AdapterCache(BaseWeights base, int capacity) {
        this.base = base;
        this.capacity = capacity;
    }

    /** The adapter's weights; the caller closes the lease. Uploads on first use. */
    synchronized Lease lease(Adapter adapter) {
        if (!leases.containsKey(adapter.sha256())) {
            leases.put(adapter.sha256(), new Lease(new DeviceWeights(base, adapter, this::takeIdleFused)));
        }
        Lease lease = leases.get(adapter.sha256());
        lease.users++;
        evict();
        return lease;
    }

    /** Number of adapters in device memory. */
    synchronized int size() {
        return leases.size();
    }

    @Override
    public synchronized void close() {
        List<Lease> all = new ArrayList<>(leases.values());
        leases.clear();
        all.forEach(lease -> lease.weights.close());
    }

    private void evict() {
        for (Iterator<Lease> oldest = leases.values().iterator(); oldest.hasNext() && leases.size() > capacity; ) {
            Lease lease = oldest.next();
            if (lease.users == 0) {
                oldest.remove();
                lease.weights.close();
            }
        }
    }

    /** Fused layers are a copy of the model: an adapter that begins takes over the memory of one that is no longer in use. */
    private synchronized Optional<IValue> takeIdleFused() {
        return leases.values().stream()
                .filter(lease -> lease.users == 0)
                .flatMap(lease -> lease.weights.takeFused().stream())
                .findFirst();
    }

    private synchronized void release(Lease lease) {
        lease.users--;
        evict();
    }

    /** Use of an adapter's weights until it is closed. */
    final class Lease implements AutoCloseable {

        private final DeviceWeights weights;
        private int users;

        private Lease(DeviceWeights weights) {
            this.weights = weights;
        }

        DeviceWeights weights() {
            return weights;
        }

        @Override
        public void close() {
            release(this);
        }
    }
}
