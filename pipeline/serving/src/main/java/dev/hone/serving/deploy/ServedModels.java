package dev.hone.serving.deploy;

import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.serve.ServingModel;
import dev.hone.policy.serve.ServingSettings;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.policy.tokenizer.ReasoningDetection;
import dev.hone.policy.torch.PolicyModels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The base models that are in memory, each loaded once and named after its folder. They stay until the server ends. */
final class ServedModels implements AutoCloseable {

    private final ServingSettings settings;
    private final Map<Path, ServedPolicy> byFolder = new LinkedHashMap<>();
    private final Map<String, ServingModel> wholeBySha = new LinkedHashMap<>();

    ServedModels(ServingSettings settings) {
        this.settings = settings;
    }

    /**
     * The base model in a folder, as a policy without an adapter; loaded where it is not here yet.
     *
     * @throws dev.hone.error.ModelException where it cannot be computed exactly
     */
    synchronized ServedPolicy open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return byFolder.computeIfAbsent(absolute, this::load);
    }

    /** Weights that were all trained, as a model of their own in place of the folder's. */
    synchronized ServingModel openWhole(Path folder, Adapter weights) {
        return wholeBySha.computeIfAbsent(
                weights.sha256(),
                sha -> PolicyModels.serve(
                        ModelDirectory.open(folder), weights, settings, HuggingFacePolicyTokenizer.load(folder)));
    }

    /** The base models, in the order in which they were loaded. */
    synchronized List<ServedPolicy> all() {
        return List.copyOf(byFolder.values());
    }

    private ServedPolicy load(Path folder) {
        HuggingFacePolicyTokenizer tokenizer = HuggingFacePolicyTokenizer.load(folder);
        ServingModel model = PolicyModels.serve(ModelDirectory.open(folder), settings, tokenizer);
        String name = String.valueOf(folder.getFileName());
        boolean reasons = ReasoningDetection.isWritten(folder, ReasoningStyle.Think.standard());
        ReasoningStyle style = reasons ? ReasoningStyle.Think.standard() : new ReasoningStyle.None();
        return new ServedPolicy(
                name,
                name,
                folder.toString(),
                model,
                Optional.empty(),
                tokenizer,
                style,
                Optional.empty(),
                Instant.now());
    }

    @Override
    public synchronized void close() {
        byFolder.values().forEach(policy -> policy.model().close());
        wholeBySha.values().forEach(ServingModel::close);
        byFolder.clear();
        wholeBySha.clear();
    }
}
