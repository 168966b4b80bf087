package dev.hone.policy.architecture;

import java.util.OptionalInt;
import java.util.Set;

/** Mistral 7B, Nemo and their like: the window in every layer, of 4,096 tokens where the config does not mention it. */
record MistralArchitecture() implements Architecture {

    private static final int DEFAULT_WINDOW = 4096;

    @Override
    public String modelType() {
        return "mistral";
    }

    @Override
    public String className() {
        return "MistralForCausalLM";
    }

    @Override
    public ConfigDefaults defaults() {
        return new ConfigDefaults(OptionalInt.of(8), OptionalInt.empty(), 131_072, 1e-6);
    }

    @Override
    public BlockLayout blocks(ConfigFields fields, int layers) {
        return new BlockLayout(
                LinearModule.SEPARATE, Set.of(), false, WindowReader.everywhere(fields, layers, DEFAULT_WINDOW));
    }
}
