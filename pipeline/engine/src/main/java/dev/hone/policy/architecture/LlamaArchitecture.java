package dev.hone.policy.architecture;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/** Llama 1 to 3.x and what has its form, such as SmolLM2: biases as the config says, no window. */
record LlamaArchitecture() implements Architecture {

    @Override
    public String modelType() {
        return "llama";
    }

    @Override
    public String className() {
        return "LlamaForCausalLM";
    }

    @Override
    public ConfigDefaults defaults() {
        return new ConfigDefaults(OptionalInt.empty(), OptionalInt.empty(), 2048, 1e-6);
    }

    @Override
    public BlockLayout blocks(ConfigFields fields, int layers) {
        fields.requireAbsent("sliding_window", "a Llama model has no window", Architecture.fix());
        Set<LinearModule> biased = EnumSet.noneOf(LinearModule.class);
        if (fields.flag("attention_bias")) {
            biased.addAll(LinearModule.ATTENTION);
        }
        if (fields.flag("mlp_bias")) {
            biased.addAll(LinearModule.MLP);
        }
        return new BlockLayout(LinearModule.SEPARATE, biased, false, AttentionWindow.none(layers));
    }
}
