package dev.hone.policy.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ModelException;
import dev.hone.error.StorageException;
import dev.hone.policy.architecture.ConfigFields;
import dev.hone.policy.architecture.LinearModule;
import dev.hone.policy.architecture.ModelConfigReader;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.SafetensorsFile;
import dev.hone.policy.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** LoRA adapters as PEFT keeps them: a folder with adapter_config.json and adapter_model.safetensors. */
public final class PeftAdapter {

    private static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Settings that would change the mathematics; each must be off. */
    private static final List<String> OFF = List.of(
            "use_dora",
            "use_rslora",
            "use_qalora",
            "use_bdlora",
            "lora_bias",
            "fan_in_fan_out",
            "rank_pattern",
            "alpha_pattern",
            "modules_to_save",
            "layers_to_transform",
            "layers_pattern",
            "layer_replication",
            "exclude_modules",
            "target_parameters",
            "trainable_token_indices",
            "alora_invocation_tokens");

    private PeftAdapter() {}

    /** Reads a folder. A kind of adapter that is not plain LoRA is a {@link ModelException} that names the setting. */
    public static Adapter read(Path directory) {
        ConfigFields fields = ModelConfigReader.open(directory.resolve(CONFIG));
        if (!fields.text("peft_type", "").equals("LORA")) {
            throw fields.refusal("peft_type", "only LORA is supported", "Train a LoRA adapter");
        }
        if (!fields.text("bias", "none").equals("none")) {
            throw fields.refusal("bias", "only none is supported", "Train the adapter without biases");
        }
        for (String field : OFF) {
            if (fields.present(field).filter(PeftAdapter::isOn).isPresent()) {
                throw fields.refusal(field, "this is not supported", "Train a plain LoRA adapter");
            }
        }
        SafetensorsFile file = SafetensorsFile.open(directory.resolve(WEIGHTS));
        SortedMap<String, FloatTensor> tensors = new TreeMap<>();
        file.names().forEach(name -> tensors.put(name, file.read(name)));
        return new Adapter(
                new AdapterKind.Lora(
                        fields.count("r", ModelConfigReader.MAX_WIDTH),
                        fields.positiveOr("lora_alpha", -1.0),
                        targets(fields)),
                tensors);
    }

    /**
     * Writes a folder that PEFT loads; the same adapter gives the same bytes.
     *
     * @param baseModel what PEFT shows as the base: a path or a hub name
     */
    public static void write(Path directory, Adapter adapter, String baseModel) {
        if (!(adapter.kind() instanceof AdapterKind.Lora lora)) {
            throw new IllegalArgumentException("only a LoRA adapter has PEFT's form; export the merged model instead");
        }
        ObjectNode config = JSON.createObjectNode();
        config.put("base_model_name_or_path", baseModel);
        config.put("bias", "none");
        config.put("fan_in_fan_out", false);
        config.put("inference_mode", true);
        config.put("init_lora_weights", true);
        config.put("lora_alpha", lora.alpha());
        config.put("lora_dropout", 0.0);
        config.put("peft_type", "LORA");
        config.put("r", lora.rank());
        config.set("target_modules", targetModules(lora));
        config.put("task_type", "CAUSAL_LM");
        config.put("use_dora", false);
        config.put("use_rslora", false);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(CONFIG), JSON.writeValueAsString(config) + "\n");
        } catch (IOException e) {
            throw new StorageException(
                    directory + " cannot be written: " + e.getMessage() + ". Check free space and permissions", e);
        }
        SafetensorsWriter.write(directory.resolve(WEIGHTS), adapter.tensors());
    }

    /** PEFT knows all-linear as a text, names as a list. */
    private static JsonNode targetModules(AdapterKind.Lora lora) {
        return lora.targetModules().contains(AdapterKind.Lora.ALL_LINEAR)
                ? JSON.valueToTree(AdapterKind.Lora.ALL_LINEAR)
                : JSON.valueToTree(new TreeSet<>(lora.targetModules()));
    }

    /** The last parts of the names; PEFT lists whole names such as model.layers.0.mlp.down_proj for some models. */
    private static Set<String> targets(ConfigFields fields) {
        JsonNode node = fields.root().path("target_modules");
        if (node.asText().equals(AdapterKind.Lora.ALL_LINEAR)) {
            return Set.of(AdapterKind.Lora.ALL_LINEAR);
        }
        Set<String> targets = new TreeSet<>();
        node.forEach(target -> targets.add(target.asText().replaceFirst(".*\\.", "")));
        if (!LinearModule.allTargets().containsAll(targets) || targets.isEmpty()) {
            throw fields.refusal(
                    "target_modules",
                    "the linear layers supported are " + new TreeSet<>(LinearModule.allTargets()),
                    "Train the adapter on some of them");
        }
        return targets;
    }

    private static boolean isOn(JsonNode node) {
        return node.isContainerNode() ? !node.isEmpty() : node.asBoolean(true);
    }
}
