package dev.hone.policy.architecture;

import java.util.OptionalInt;
import java.util.Set;

/** Qwen3 (dense): heads of 128 channels unless the config says otherwise, their queries and keys normalised; optional biases. */
record Qwen3Architecture() implements Architecture {

    @Override
    public String modelType() {
        return "qwen3";
    }

    @Override
    public String className() {
        return "Qwen3ForCausalLM";
    }

    @Override
    public ConfigDefaults defaults() {
        return new ConfigDefaults(OptionalInt.of(32), OptionalInt.of(128), 32_768, 1e-6);
    }

    @Override
    public BlockLayout blocks(ConfigFields fields, int layers) {
        Set<LinearModule> biased = fields.flag("attention_bias") ? LinearModule.ATTENTION : Set.of();
        return new BlockLayout(LinearModule.SEPARATE, biased, true, WindowReader.switched(fields, layers));
    }
}
