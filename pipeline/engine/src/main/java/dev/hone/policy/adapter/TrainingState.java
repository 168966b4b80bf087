package dev.hone.policy.adapter;

import dev.hone.math.optim.AdamWState;
import dev.hone.policy.checkpoint.FloatTensor;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that training changes: the adapter and the optimizer's moments. Immutable; a step gives a new state.
 *
 * @param adapter the policy
 * @param optimizer moments of the same tensors; its step counts the optimizer steps done
 */
public record TrainingState(Adapter adapter, AdamWState optimizer) {

    public TrainingState {
        if (!adapter.tensors().keySet().equals(optimizer.firstMoments().keySet())) {
            throw new IllegalArgumentException("the optimizer's moments are of other tensors than the adapter");
        }
    }

    /** The state before the first optimizer step. */
    public static TrainingState initial(Adapter adapter) {
        return new TrainingState(adapter, AdamWState.initial(values(adapter)));
    }

    /** The adapter's tensors by name, shared, not copied. */
    public SortedMap<String, float[]> parameters() {
        return values(adapter);
    }

    /** The state with new values of the same tensors. */
    public TrainingState next(SortedMap<String, float[]> parameters, AdamWState moments) {
        SortedMap<String, FloatTensor> tensors = new TreeMap<>();
        adapter.tensors()
                .forEach((name, tensor) -> tensors.put(name, new FloatTensor(tensor.shape(), parameters.get(name))));
        return new TrainingState(new Adapter(adapter.kind(), tensors), moments);
    }

    private static SortedMap<String, float[]> values(Adapter adapter) {
        SortedMap<String, float[]> values = new TreeMap<>();
        adapter.tensors().forEach((name, tensor) -> values.put(name, tensor.values()));
        return values;
    }
}
