package dev.hone.policy.adapter;

import dev.hone.policy.architecture.LinearModule;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.architecture.WeightLayout;
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
