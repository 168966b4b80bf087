package dev.hone.policy.architecture;

import java.util.OptionalInt;
import java.util.Set;

/** Qwen2 and Qwen2.5: a bias on queries, keys and values, whatever the config says; a window that is mostly switched off. */
record Qwen2Architecture() implements Architecture {

    @Override
    public String modelType() {
        return "qwen2";
    }

    @Override
    public String className() {
        return "Qwen2ForCausalLM";
    }

    @Override
    public ConfigDefaults defaults() {
        return new ConfigDefaults(OptionalInt.of(32), OptionalInt.empty(), 32_768, 1e-6);
    }

    @Override
    public BlockLayout blocks(ConfigFields fields, int layers) {
        return new BlockLayout(
                LinearModule.SEPARATE,
                Set.of(LinearModule.Q_PROJ, LinearModule.K_PROJ, LinearModule.V_PROJ),
                false,
                WindowReader.switched(fields, layers));
    }
}
