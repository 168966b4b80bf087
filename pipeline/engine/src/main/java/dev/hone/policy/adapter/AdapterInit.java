package dev.hone.policy.adapter;

import dev.hone.math.sampling.UniformNumbers;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.checkpoint.FloatTensor;
import java.util.SortedMap;
import java.util.TreeMap;

/** The adapter that training starts with. */
public final class AdapterInit {

    private AdapterInit() {}

    /** LoRA as PEFT starts it: A uniform in (-1/sqrt(in), 1/sqrt(in)), which is Kaiming with a = sqrt(5), and B zero. */
    public static Adapter lora(ModelConfig config, AdapterKind.Lora kind, long seed) {
        SortedMap<String, FloatTensor> tensors = new TreeMap<>();
        AdapterShapes.of(config, kind).forEach((name, shape) -> {
            float[] values = new float[shape[0] * shape[1]];
            if (name.endsWith(".lora_A.weight")) {
                long tensorSeed = UniformNumbers.completionSeed(seed, 0, name, 0);
                double bound = 1 / Math.sqrt(shape[1]);
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) ((2 * UniformNumbers.uniform(tensorSeed, i) - 1) * bound);
                }
            }
            tensors.put(name, new FloatTensor(shape, values));
        });
        return new Adapter(kind.on(config), tensors);
    }
}
