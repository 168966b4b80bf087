package dev.hone.policy.adapter;

import dev.hone.error.ModelException;
import dev.hone.policy.architecture.LinearModule;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.architecture.WeightLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names and shapes of the tensors that an adapter of a kind has for a model. */
public final class AdapterShapes {

    private AdapterShapes() {}

    public static SortedMap<String, int[]> of(ModelConfig config, AdapterKind kind) {
        if (kind instanceof AdapterKind.Lora lora) {
            return lora(config, lora);
        }
        return WeightLayout.shapes(config);
    }

    /**
     * Requires that an adapter fits a model.
     *
     * @throws ModelException where an adapter's tensors are not those that its kind has for the model
     */
    public static void requireFit(Adapter adapter, ModelConfig config) {
        SortedMap<String, int[]> shapes = of(config, adapter.kind());
        if (!shapes.keySet().equals(adapter.tensors().keySet())) {
            List<String> odd = new ArrayList<>(adapter.tensors().keySet());
            odd.removeAll(shapes.keySet());
            List<String> missing = new ArrayList<>(shapes.keySet());
            missing.removeAll(adapter.tensors().keySet());
            throw new ModelException("The adapter does not fit the model: it lacks " + firstOf(missing)
                    + " and has unknown " + firstOf(odd) + ". Use the base model that it was trained on");
        }
        adapter.tensors().forEach((name, tensor) -> {
            if (!Arrays.equals(tensor.shape(), shapes.get(name))) {
                throw new ModelException("The adapter does not fit the model: " + name + " is "
                        + Arrays.toString(tensor.shape()) + " but should be " + Arrays.toString(shapes.get(name))
                        + ". Use the base model that it was trained on");
            }
        });
    }

    private static String firstOf(List<String> names) {
        return names.isEmpty() ? "nothing" : names.size() + " tensors such as " + names.get(0);
    }

    private static SortedMap<String, int[]> lora(ModelConfig config, AdapterKind.Lora lora) {
        Set<String> targets = lora.on(config).targetModules();
        SortedMap<String, int[]> shapes = new TreeMap<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            for (LinearModule module : config.blocks().modules()) {
                if (targets.contains(module.target())) {
                    int[] shape = module.shape(config);
                    shapes.put(module.loraName(layer, "A"), new int[] {lora.rank(), shape[1]});
                    shapes.put(module.loraName(layer, "B"), new int[] {shape[0], lora.rank()});
                }
            }
        }
        return shapes;
    }
}
