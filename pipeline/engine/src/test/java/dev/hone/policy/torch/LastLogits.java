package dev.hone.policy.torch;

import ai.djl.ndarray.NDManager;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.checkpoint.ModelDirectory;
import java.util.Arrays;

/** Logits of a model on the engine's own program, which the policy itself never hands out. */
final class LastLogits implements AutoCloseable {

    private final NDManager manager;
    private final TorchProgram program;
    private final AdapterCache adapters;

    LastLogits(ModelDirectory directory) {
        EngineSettings settings = EngineSettings.defaults();
        manager = TorchRuntime.newManager(settings);
        TorchRuntime.prepareThread(settings);
        program = TorchProgram.load(manager);
        adapters = new AdapterCache(new BaseWeights(directory, program, settings.sliceElements(), manager), 1);
    }

    /** [V] logits after the last token of a prompt. */
    float[] of(Adapter adapter, int[] promptTokenIds) {
        long[] ids = Arrays.stream(promptTokenIds).asLongStream().toArray();
        try (AdapterCache.Lease lease = adapters.lease(adapter);
                KeyValueCache cache = new KeyValueCache(program, lease.weights().model(), 1, ids.length);
                NDManager scratch = manager.newSubManager();
                TorchProgram.Call call = program.call("prefill")) {
            return call.tensor(scratch.create(ids))
                    .value(cache.value())
                    .number(0L)
                    .value(lease.weights().model())
                    .tensorIn(scratch)
                    .toFloatArray();
        }
    }

    @Override
    public void close() {
        adapters.close();
        program.close();
        manager.close();
    }
}
