package dev.hone.policy.torch;

import dev.hone.policy.EngineSettings;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.checkpoint.ModelDirectory;
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
}
