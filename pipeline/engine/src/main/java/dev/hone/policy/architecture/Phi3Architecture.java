package dev.hone.policy.architecture;

import java.util.OptionalInt;
import java.util.Set;

/** Phi-3: queries, keys and values in one matrix, gate and up in another; a window in every layer where the config has one. */
record Phi3Architecture() implements Architecture {

    @Override
    public String modelType() {
        return "phi3";
    }

    @Override
    public String className() {
        return "Phi3ForCausalLM";
    }

    @Override
    public ConfigDefaults defaults() {
        return new ConfigDefaults(OptionalInt.empty(), OptionalInt.empty(), 4096, 1e-5);
    }

    @Override
    public BlockLayout blocks(ConfigFields fields, int layers) {
        return new BlockLayout(LinearModule.FUSED, Set.of(), false, WindowReader.everywhere(fields, layers, 0));
    }
}
