package dev.hone.policy.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import dev.hone.error.ModelException;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.AdapterShapes;
import dev.hone.policy.architecture.LinearModule;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.architecture.WeightLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One policy, base and adapter, as the program takes it. The base's tensors are shared; closing frees the adapter's. */
final class DeviceWeights implements AutoCloseable {

    private final ModelConfig config;
    private final NDManager manager;
    private final TensorTransfer transfer;
    private final SortedMap<String, NDArray> trained = new TreeMap<>();
    private final SortedMap<String, NDArray> replaced;
    private final Map<String, Integer> places;
    private final boolean lora;
    private final double loraScale;
    private final IValue layers;
    private final boolean fusable;
    private final Supplier<Optional<IValue>> idleFused;
    private Optional<IValue> fused = Optional.empty();
    private final IValue ends;
    private final IValue limitedLayers;

    /**
     * Uploads an adapter.
     *
     * @param idleFused fused layers of another adapter that are no longer needed, if there are any
     */
    DeviceWeights(BaseWeights base, Adapter adapter, Supplier<Optional<IValue>> idleFused) {
        this.idleFused = idleFused;
        config = base.config();
        manager = base.manager().newSubManager();
        transfer = base.transfer();
        SortedMap<String, int[]> shapes = AdapterShapes.of(config, adapter.kind());
        requireFit(adapter, shapes);
        adapter.tensors().forEach((name, tensor) -> {
            NDArray leaf = transfer.upload(manager, tensor);
            leaf.setRequiresGradient(true);
            trained.put(name, leaf);
        });
        lora = adapter.kind() instanceof AdapterKind.Lora;
        loraScale = adapter.kind() instanceof AdapterKind.Lora kind ? kind.scale() : 0;
        replaced = new TreeMap<>(base.tensors());
        replaced.putAll(trained);
        List<NDArray> ofLayers = layers(base);
        List<NDArray> ofEnds = List.of(
                replaced.get(WeightLayout.EMBEDDING),
                replaced.get(WeightLayout.FINAL_NORM),
                head(),
                base.frequencies());
        layers = TorchProgram.list(ofLayers);
        ends = TorchProgram.list(ofEnds);
        places = places(ofLayers, ofEnds);
        fusable = base.fusable();
        limitedLayers = TorchProgram.flags(config.blocks().window().limited());
    }

    private List<NDArray> layers(BaseWeights base) {
        List<NDArray> slots = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            slots.add(replaced.get(WeightLayout.inputNorm(layer)));
            slots.add(replaced.get(WeightLayout.mlpNorm(layer)));
            for (int slot = 0; slot < LinearModule.SLOTS; slot++) {
                Optional<LinearModule> module =
                        LinearModule.inSlot(slot, config.blocks().modules());
                slots.add(part(base, module, layer, ".weight"));
                slots.add(part(base, module, layer, ".bias"));
                slots.add(lora(base, module, layer, "A"));
                slots.add(lora(base, module, layer, "B"));
            }
            slots.add(replaced.getOrDefault(WeightLayout.queryNorm(layer), base.nothing()));
            slots.add(replaced.getOrDefault(WeightLayout.keyNorm(layer), base.nothing()));
        }
        return slots;
    }

    private NDArray part(BaseWeights base, Optional<LinearModule> module, int layer, String tensor) {
        return module.map(present -> replaced.get(present.name(layer) + tensor)).orElse(base.nothing());
    }

    private NDArray lora(BaseWeights base, Optional<LinearModule> module, int layer, String matrix) {
        return module.map(present -> replaced.get(present.loraName(layer, matrix)))
                .orElse(base.nothing());
    }

    private static void requireFit(Adapter adapter, SortedMap<String, int[]> shapes) {
        if (!shapes.keySet().equals(adapter.tensors().keySet())) {
            List<String> odd = new ArrayList<>(adapter.tensors().keySet());
            odd.removeAll(shapes.keySet());
            List<String> missing = new ArrayList<>(shapes.keySet());
            missing.removeAll(adapter.tensors().keySet());
            throw new ModelException("The adapter does not fit the model: it lacks " + firstOf(missing)
                    + " and has unknown " + firstOf(odd) + ". Use the base model that it was trained on");
        }
        adapter.tensors().forEach((name, tensor) -> {
            if (!Arrays.equals(tensor.shape(), shapes.get(name))) {
                throw new ModelException("The adapter does not fit the model: " + name + " is "
                        + Arrays.toString(tensor.shape()) + " but should be " + Arrays.toString(shapes.get(name))
                        + ". Use the base model that it was trained on");
            }
        });
    }

    private static String firstOf(List<String> names) {
        return names.isEmpty() ? "nothing" : names.size() + " tensors such as " + names.get(0);
    }

    /** 32 tensors a layer, as the program says. */
    IValue layers() {
        return layers;
    }

    /** Embedding, final norm, head, rotary frequencies. */
    IValue ends() {
        return ends;
    }

    /** [V, D] what turns hidden states into logits. */
    NDArray head() {
        return replaced.get(WeightLayout.head(config));
    }

    /** Whether the head is among the trained tensors. */
    boolean headTrained() {
        return trained.containsKey(WeightLayout.head(config));
    }

    /** Where each trained tensor stands among the program's layers and, after them, the first of its ends. */
    private Map<String, Integer> places(List<NDArray> ofLayers, List<NDArray> ofEnds) {
        IdentityHashMap<NDArray, Integer> byTensor = new IdentityHashMap<>();
        for (int place = 0; place < ofLayers.size(); place++) {
            byTensor.put(ofLayers.get(place), place);
        }
        for (int end = 0; end < ofEnds.size(); end++) {
            byTensor.putIfAbsent(ofEnds.get(end), ofLayers.size() + end);
        }
        Map<String, Integer> found = new HashMap<>();
        trained.forEach((name, tensor) -> found.put(name, byTensor.get(tensor)));
        return found;
    }

    /**
     * Gradients by name, and closes those that are read.
     *
     * @param byLayers from the program's way back: one for each place in its layers, then the embedding's and the final norm's
     * @param byHead the head's, without elements where it is not trained
     */
    SortedMap<String, float[]> download(NDList byLayers, NDArray byHead) {
        SortedMap<String, float[]> gradients = new TreeMap<>();
        trained.forEach((name, tensor) -> {
            int place = places.get(name);
            NDArray gradient = place < byLayers.size() ? byLayers.get(place) : byHead;
            if (tensor == head() && gradient != byHead) {
                gradient.addi(byHead);
            }
            gradients.put(name, transfer.download(gradient));
            gradient.close();
        });
        return gradients;
    }

    /** Adds what every method that runs layers takes last. */
    TorchProgram.Call arguments(TorchProgram.Call call) {
        return arguments(call, layers);
    }

    /** The same for sampling: the fused layers, made on first use, where the model is small. */
    TorchProgram.Call samplingArguments(TorchProgram program, TorchProgram.Call call) {
        return arguments(call, fusable ? fused(program) : layers);
    }

    /** The same for training: of fused layers the adapter's gradients are found, those of their own tensors are not. */
    TorchProgram.Call trainingArguments(TorchProgram program, TorchProgram.Call call) {
        return arguments(call, fusable && lora ? fused(program) : layers);
    }

    private TorchProgram.Call arguments(TorchProgram.Call call, IValue whichLayers) {
        return call.shared(whichLayers)
                .shared(ends)
                .number((long) config.heads())
                .number((long) config.keyValueHeads())
                .number(config.rmsNormEpsilon())
                .number(loraScale)
                .number((long) config.blocks().window().tokens())
                .shared(limitedLayers);
    }

    private synchronized IValue fused(TorchProgram program) {
        if (fused.isEmpty()) {
            try (IValue old = idleFused.get().orElseGet(() -> TorchProgram.list(List.of()));
                    TorchProgram.Call fuse = program.call("fuse")) {
                fused = Optional.of(fuse.shared(layers)
                        .number((long) config.heads())
                        .number((long) config.keyValueHeads())
                        .number(loraScale)
                        .shared(old)
                        .listToKeep());
            }
        }
        return fused.get();
    }

    /** Gives away the fused layers of an adapter that nobody uses, if there are any; they are made again when they are needed. */
    synchronized Optional<IValue> takeFused() {
        Optional<IValue> taken = fused;
        fused = Optional.empty();
        return taken;
    }

    @Override
    public void close() {
        layers.close();
        takeFused().ifPresent(IValue::close);
        ends.close();
        limitedLayers.close();
        manager.close();
    }
}
