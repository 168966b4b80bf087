package dev.hone.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads config.json in the layout of the hub (rope_theta, rope_scaling) and of transformers 5 (rope_parameters). What the engine does
 * not compute exactly is refused by the name of its field, never approximated.
 */
final class ModelConfigReader {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String USE_ANOTHER = "Use a Llama-type checkpoint, such as SmolLM2 or Llama 3";

    /** Fields of a Llama config that change the mathematics in a way that is not implemented, and the values that leave it alone. */
    private static final List<Neutral> NEUTRAL = List.of(
            new Neutral("quantization_config", Set.of(), "Use the checkpoint whose weights are F32, F16 or BF16"),
            new Neutral("sliding_window", Set.of(), USE_ANOTHER),
            new Neutral("attn_logit_softcapping", Set.of(), USE_ANOTHER),
            new Neutral("final_logit_softcapping", Set.of(), USE_ANOTHER),
            new Neutral("partial_rotary_factor", Set.of("1.0", "1"), USE_ANOTHER),
            new Neutral("rope_interleaved", Set.of("false"), USE_ANOTHER),
            new Neutral("num_experts", Set.of(), USE_ANOTHER),
            new Neutral("num_local_experts", Set.of(), USE_ANOTHER),
            new Neutral("logits_scaling", Set.of("1.0", "1"), USE_ANOTHER),
            new Neutral("embedding_multiplier", Set.of("1.0", "1"), USE_ANOTHER),
            new Neutral("residual_multiplier", Set.of("1.0", "1"), USE_ANOTHER));

    private record Neutral(String field, Set<String> allowed, String fix) {}

    private ModelConfigReader() {}

    /** Reads config.json, and generation_config.json where there is one, of a model directory. */
    static ModelConfig read(Path directory) {
        ConfigFields fields = open(directory.resolve("config.json"));
        requireLlama(fields);
        int hidden = fields.positive("hidden_size");
        int heads = fields.positive("num_attention_heads");
        int keyValueHeads = fields.positiveOr("num_key_value_heads", heads);
        int headDim = fields.positiveOr("head_dim", Math.max(1, hidden / heads));
        if (heads % keyValueHeads != 0 || headDim % 2 != 0) {
            throw fields.refusal(
                    "num_key_value_heads", "must divide " + heads + " heads, of an even width", "Check the file");
        }
        return new ModelConfig(
                "llama",
                fields.positive("vocab_size"),
                hidden,
                fields.positive("intermediate_size"),
                fields.positive("num_hidden_layers"),
                heads,
                keyValueHeads,
                headDim,
                fields.positiveOr("rms_norm_eps", 1e-6),
                rope(fields).positiveOr("rope_theta", fields.positiveOr("rope_theta", 10_000.0)),
                fields.flag("tie_word_embeddings"),
                fields.positiveOr("max_position_embeddings", 2048),
                scaling(fields),
                fields.flag("attention_bias"),
                fields.flag("mlp_bias"),
                endOfSequenceIds(directory, fields));
    }

    private static void requireLlama(ConfigFields fields) {
        if (!fields.text("model_type", "").equals("llama")) {
            throw fields.refusal("model_type", "this architecture is not supported", USE_ANOTHER);
        }
        for (JsonNode name : fields.root().path("architectures")) {
            if (!name.asText().equals("LlamaForCausalLM")) {
                throw fields.refusal("architectures", "only LlamaForCausalLM is a language model", USE_ANOTHER);
            }
        }
        if (!Set.of("silu", "swish").contains(fields.text("hidden_act", "silu"))) {
            throw fields.refusal("hidden_act", "only silu is supported", USE_ANOTHER);
        }
        for (Neutral neutral : NEUTRAL) {
            boolean fits = fields.present(neutral.field())
                    .map(node -> neutral.allowed().contains(node.asText()))
                    .orElse(true);
            if (!fits) {
                throw fields.refusal(neutral.field(), "this is not supported", neutral.fix());
            }
        }
        for (JsonNode layer : fields.root().path("layer_types")) {
            if (!layer.asText().equals("full_attention")) {
                throw fields.refusal("layer_types", "only full_attention is supported", USE_ANOTHER);
            }
        }
    }

    /** The object that holds the rotary settings: rope_parameters (transformers 5), rope_scaling (before), or an empty one. */
    private static ConfigFields rope(ConfigFields fields) {
        JsonNode node = fields.present("rope_parameters")
                .or(() -> fields.present("rope_scaling"))
                .orElseGet(JSON::createObjectNode);
        return new ConfigFields(fields.file(), node);
    }

    private static RopeScaling scaling(ConfigFields fields) {
        ConfigFields rope = rope(fields);
        String kind = rope.text("rope_type", rope.text("type", "default"));
        return switch (kind) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(rope.positiveOr("factor", -1.0));
            case "llama3" ->
                new RopeScaling.Llama3(
                        rope.positiveOr("factor", -1.0),
                        rope.positiveOr("low_freq_factor", -1.0),
                        rope.positiveOr("high_freq_factor", -1.0),
                        rope.positive("original_max_position_embeddings"));
            default ->
                throw fields.refusal(
                        fields.root().has("rope_parameters") ? "rope_parameters" : "rope_scaling",
                        "the kinds supported are default, linear and llama3, not " + kind,
                        USE_ANOTHER);
        };
    }

    private static List<Integer> endOfSequenceIds(Path directory, ConfigFields config) {
        Path generation = directory.resolve("generation_config.json");
        JsonNode node = config.root().path("eos_token_id");
        if (Files.exists(generation) && open(generation).present("eos_token_id").isPresent()) {
            node = open(generation).root().get("eos_token_id");
        }
        List<Integer> ids = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(id -> ids.add(id.asInt()));
        } else if (node.isIntegralNumber()) {
            ids.add(node.asInt());
        }
        return ids;
    }

    static ConfigFields open(Path file) {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw new ModelException(file + " is not a JSON object. Take the file from the model's own repository");
            }
            return new ConfigFields(file, root);
        } catch (JsonProcessingException e) {
            throw new ModelException(
                    file + " is not JSON: " + e.getOriginalMessage()
                            + ". Take the file from the model's own repository",
                    e);
        } catch (IOException e) {
            throw new ModelException(
                    file + " cannot be read: " + e.getMessage()
                            + ". A model directory holds config.json, *.safetensors and" + " tokenizer.json",
                    e);
        }
    }
}
