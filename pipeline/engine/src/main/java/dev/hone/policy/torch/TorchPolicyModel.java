package dev.hone.policy.torch;

import ai.djl.ndarray.NDManager;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterInit;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The policy on libtorch: base weights once, adapters cached, one program for sampling and training. */
final class TorchPolicyModel implements PolicyModel {

    private final EngineSettings settings;
    private final ModelConfig config;
    private final PolicyTokenizer tokenizer;
    private final NDManager manager;
    private final TorchProgram program;
    private final BaseWeights base;
    private final AdapterCache adapters;

    TorchPolicyModel(ModelDirectory directory, EngineSettings settings, PolicyTokenizer tokenizer) {
        this(directory, settings, tokenizer, TorchRuntime.newManager(settings));
    }

    /** Takes over the manager. */
    TorchPolicyModel(ModelDirectory directory, EngineSettings settings, PolicyTokenizer tokenizer, NDManager manager) {
        this.settings = settings;
        this.config = directory.config();
        this.tokenizer = tokenizer;
        this.manager = manager;
        try {
            TorchRuntime.prepareThread(settings);
            program = TorchProgram.load(manager);
            base = new BaseWeights(directory, program, settings.sliceElements(), manager);
            adapters = new AdapterCache(base, settings.cachedAdapters());
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public PolicyTokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public Adapter initialAdapter(AdapterKind kind, long seed) {
        if (kind instanceof AdapterKind.Lora lora) {
            return AdapterInit.lora(config, lora, seed);
        }
        return new Adapter(kind, base.download());
    }

    @Override
    public List<List<SampledCompletion>> sample(
            Adapter adapter, List<PromptToSample> prompts, SamplingSettings sampling, BooleanSupplier cancelled) {
        TorchRuntime.prepareThread(settings);
        try (AdapterCache.Lease lease = adapters.lease(adapter);
                UnitDecoder decoder = new UnitDecoder(
                        program,
                        config,
                        tokenizer,
                        lease.weights(),
                        prompts,
                        sampling,
                        settings.decodeSlots(),
                        cancelled,
                        manager)) {
            return decoder.decode();
        }
    }

    @Override
    public float[][] logprobs(Adapter adapter, TrainingGroup group, double temperature) {
        try (ForwardPass pass = run(adapter, group, temperature, false)) {
            return pass.logprobs();
        }
    }

    @Override
    public ForwardPass forward(Adapter adapter, TrainingGroup group, double temperature) {
        return run(adapter, group, temperature, true);
    }

    private ForwardPass run(Adapter adapter, TrainingGroup group, double temperature, boolean withBackward) {
        TorchRuntime.prepareThread(settings);
        GroupBatch batch = GroupBatch.of(group, config);
        return new GroupForward(program, adapters.lease(adapter), manager, batch, temperature, settings, withBackward);
    }

    @Override
    public void close() {
        adapters.close();
        program.close();
        manager.close();
    }
}
