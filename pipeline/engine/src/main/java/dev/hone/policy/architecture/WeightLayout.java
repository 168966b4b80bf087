package dev.hone.policy.architecture;

import java.util.SortedMap;
import java.util.TreeMap;

/** Names and shapes of a checkpoint's tensors. */
public final class WeightLayout {

    private static final String EMBEDDING = "model.embed_tokens.weight";
    private static final String FINAL_NORM = "model.norm.weight";

    private static final String HEAD = "lm_head.weight";

    private WeightLayout() {}

    /** The tensors that a model with this config has, by name. */
    public static SortedMap<String, int[]> shapes(ModelConfig config) {
        SortedMap<String, int[]> shapes = new TreeMap<>();
        shapes.put(EMBEDDING, new int[] {config.vocabSize(), config.hiddenSize()});
        shapes.put(FINAL_NORM, new int[] {config.hiddenSize()});
        shapes.put(head(config), new int[] {config.vocabSize(), config.hiddenSize()});
        for (int layer = 0; layer < config.layers(); layer++) {
            shapes.put(inputNorm(layer), new int[] {config.hiddenSize()});
            shapes.put(mlpNorm(layer), new int[] {config.hiddenSize()});
            if (config.blocks().headNorms()) {
                shapes.put(queryNorm(layer), new int[] {config.headDim()});
                shapes.put(keyNorm(layer), new int[] {config.headDim()});
            }
            for (LinearModule module : config.blocks().modules()) {
                int[] shape = module.shape(config);
                shapes.put(module.name(layer) + ".weight", shape);
                if (config.blocks().biased().contains(module)) {
                    shapes.put(module.name(layer) + ".bias", new int[] {shape[0]});
                }
            }
        }
        return shapes;
    }

    /** Whether a tensor is the weight of a linear layer. */
    public static boolean linear(ModelConfig config, String name) {
        return config.blocks().modules().stream().anyMatch(module -> name.endsWith("." + module.target() + ".weight"));
    }

    /** The tensor that turns hidden states into logits. */
    private static String head(ModelConfig config) {
        return config.tiedHead() ? EMBEDDING : HEAD;
    }

    private static String inputNorm(int layer) {
        return "model.layers." + layer + ".input_layernorm.weight";
    }

    private static String mlpNorm(int layer) {
        return "model.layers." + layer + ".post_attention_layernorm.weight";
    }

    private static String queryNorm(int layer) {
        return "model.layers." + layer + ".self_attn.q_norm.weight";
    }

    private static String keyNorm(int layer) {
        return "model.layers." + layer + ".self_attn.k_norm.weight";
    }

    /** Whether a checkpoint may hold the tensor although the model does not use it: old rotary buffers, a copy of a tied head. */
    public static boolean ignorable(ModelConfig config, String name) {
        return name.endsWith(".rotary_emb.inv_freq") || (config.tiedHead() && name.equals(HEAD));
    }
}
