package dev.hone.policy.torch;

import dev.hone.policy.EngineSettings;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterInit;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.serve.ServingModel;
import dev.hone.policy.serve.ServingSettings;
import dev.hone.policy.tokenizer.PolicyTokenizer;

/** Opens policies. */
public final class PolicyModels {

    private PolicyModels() {}

    /**
     * Loads a model directory into this JVM: fp32, 4 bytes a parameter outside the heap. A model that cannot be computed exactly is refused
     * with a {@link dev.hone.error.ModelException}.
     */
    public static PolicyModel load(ModelDirectory directory, EngineSettings settings, PolicyTokenizer tokenizer) {
        return new TorchPolicyModel(directory, settings, tokenizer);
    }

    /** The same for serving, whose LoRA adapters come with the requests. */
    public static ServingModel serve(ModelDirectory directory, ServingSettings settings, PolicyTokenizer tokenizer) {
        Adapter unchanged = AdapterInit.lora(directory.config(), AdapterKind.Lora.allLinear(1, 1), 0);
        return new TorchServingModel(directory, unchanged, settings, tokenizer);
    }

    /** The same of weights that were all trained, in place of the directory's. */
    public static ServingModel serve(
            ModelDirectory directory, Adapter weights, ServingSettings settings, PolicyTokenizer tokenizer) {
        return new TorchServingModel(directory, weights, settings, tokenizer);
    }
}
