package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.AdapterShapes;
import dev.hone.policy.architecture.ModelConfig;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One policy, base and adapter, as the program's model. The base's tensors are shared; closing frees the adapter's. */
final class DeviceWeights implements AutoCloseable {

    private final BaseWeights base;
    private final NDManager manager;
    private final boolean lora;
    private final SortedMap<String, NDArray> trained = new TreeMap<>();
    private final IValue model;
    private final FusedModel fused;

    /**
     * Uploads an adapter.
     *
     * @param idleFused takes the fused copy of another adapter that is no longer needed, if there is one
     * @throws dev.hone.error.ModelException where it is not of this base model
     */
    DeviceWeights(BaseWeights base, Adapter adapter, Supplier<Optional<IValue>> idleFused) {
        this.base = base;
        AdapterShapes.requireFit(adapter, base.config());
        manager = base.manager().newSubManager();
        adapter.tensors().forEach((name, tensor) -> {
            NDArray leaf = base.transfer().upload(manager, tensor);
            leaf.setRequiresGradient(true);
            trained.put(name, leaf);
        });
        lora = adapter.kind() instanceof AdapterKind.Lora;
        model = load(adapter.kind() instanceof AdapterKind.Lora kind ? kind.scale() : 0);
        fused = new FusedModel(base.program(), model, idleFused);
    }

    private IValue load(double loraScale) {
        ModelConfig config = base.config();
        Map<String, NDArray> tensors = new TreeMap<>(base.tensors());
        tensors.putAll(trained);
        try (TorchProgram.Call call = base.program().call("load")) {
            return call.tensors(tensors)
                    .numbers(config.numbers())
                    .numbers(config.blocks().window().ofLayers())
                    .tensor(base.frequencies())
                    .number(loraScale)
                    .keptValue();
        }
    }

    /** The model as it is, with what is trained. */
    IValue model() {
        return model;
    }

    /** What samples are computed with: the fused copy where the model is small. */
    IValue samplingModel() {
        return base.fusable() ? fused.get() : model;
    }

    /** What is trained on: of a fused copy the adapter's gradients are found, those of the base's own tensors are not. */
    IValue trainingModel() {
        return base.fusable() && lora ? fused.get() : model;
    }

    /** Gradients by the adapter's names; each is freed when it is read. */
    SortedMap<String, float[]> download(Map<String, NDArray> gradients) {
        return new GradientDownload(base.transfer()).read(trained.keySet(), gradients);
    }

    /** Gives away the fused copy of an adapter that nobody uses, if there is one. */
    Optional<IValue> takeFused() {
        return fused.take();
    }

    @Override
    public void close() {
        fused.close();
        model.close();
        manager.close();
    }
}
