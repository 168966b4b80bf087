package dev.hone.policy.adapter;

import dev.hone.policy.architecture.WeightLayout;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.ModelDirectory;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The base model with an adapter merged in, tensor by tensor: W + (alpha / rank) B A for a LoRA layer, computed in double precision and
 * rounded once to fp32; the tuned tensor itself where all parameters were trained.
 */
public final class AdapterMerge {

    private final ModelDirectory base;
    private final Adapter adapter;
    private final SortedMap<String, int[]> shapes;

    public AdapterMerge(ModelDirectory base, Adapter adapter) {
        this.base = base;
        this.adapter = adapter;
        this.shapes = WeightLayout.shapes(base.config());
    }

    /** Shapes of the merged model's tensors by their names in the checkpoint. */
    public SortedMap<String, int[]> shapes() {
        return shapes;
    }

    /** One merged tensor; reads no other. */
    public FloatTensor tensor(String name) {
        if (adapter.kind() instanceof AdapterKind.Lora lora) {
            Optional<FloatTensor> a = factor(name, "A");
            Optional<FloatTensor> b = factor(name, "B");
            FloatTensor weight = base.tensor(name);
            return a.isPresent() && b.isPresent() ? add(weight, a.get(), b.get(), lora.scale()) : weight;
        }
        return Optional.ofNullable(adapter.tensors().get(name)).orElseGet(() -> base.tensor(name));
    }

    private Optional<FloatTensor> factor(String name, String matrix) {
        String module = name.replaceFirst("\\.weight$", "");
        return Optional.ofNullable(adapter.tensors().get("base_model.model." + module + ".lora_" + matrix + ".weight"));
    }

    /** weight [out, in] + scale b [out, rank] a [rank, in]. */
    private static FloatTensor add(FloatTensor weight, FloatTensor a, FloatTensor b, double scale) {
        int out = weight.shape()[0];
        int in = weight.shape()[1];
        int rank = a.shape()[0];
        float[] merged = new float[weight.values().length];
        double[] row = new double[in];
        for (int i = 0; i < out; i++) {
            for (int j = 0; j < in; j++) {
                row[j] = weight.values()[i * in + j];
            }
            for (int k = 0; k < rank; k++) {
                double factor = scale * b.values()[i * rank + k];
                for (int j = 0; j < in; j++) {
                    row[j] += factor * a.values()[k * in + j];
                }
            }
            for (int j = 0; j < in; j++) {
                merged[i * in + j] = (float) row[j];
            }
        }
        return new FloatTensor(weight.shape(), merged);
    }
}
