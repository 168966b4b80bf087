package dev.hone.policy;

import dev.hone.error.ConfigException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Names and shapes of the tensors that an adapter of a kind has for a model. */
final class AdapterShapes {

    private AdapterShapes() {}

    static SortedMap<String, int[]> of(ModelConfig config, AdapterKind kind) {
        if (kind instanceof AdapterKind.Lora lora) {
            return lora(config, lora);
        }
        return WeightLayout.shapes(config);
    }

    private static SortedMap<String, int[]> lora(ModelConfig config, AdapterKind.Lora lora) {
        requireKnown(lora);
        SortedMap<String, int[]> shapes = new TreeMap<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            for (LinearModule module : LinearModule.values()) {
                if (lora.targetModules().contains(module.target())) {
                    int[] shape = module.shape(config);
                    shapes.put(module.loraName(layer, "A"), new int[] {lora.rank(), shape[1]});
                    shapes.put(module.loraName(layer, "B"), new int[] {shape[0], lora.rank()});
                }
            }
        }
        return shapes;
    }

    private static void requireKnown(AdapterKind.Lora lora) {
        TreeSet<String> unknown = new TreeSet<>(lora.targetModules());
        unknown.removeAll(LinearModule.targets());
        if (!unknown.isEmpty() || lora.targetModules().isEmpty()) {
            throw new ConfigException("adapter.targetModules has " + (unknown.isEmpty() ? "no module" : unknown)
                    + ": the linear layers of this model are " + new TreeSet<>(LinearModule.targets())
                    + ". Name some of them or all-linear");
        }
    }
}
