package dev.hone.policy.architecture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads config.json in the layout of the hub (rope_theta, rope_scaling) and of transformers 5 (rope_parameters): what all architectures
 * share here, the rest by their {@link Architecture}. What the engine does not compute exactly is refused by the name of its field, never
 * approximated.
 */
public final class ModelConfigReader {

    private static final JsonMapper JSON = new JsonMapper();

    /** The largest tokenizer.json has 34 million. */
    private static final long MAX_FILE_BYTES = 500_000_000;

    private static final int MAX_VOCABULARY = 1 << 22;
    public static final int MAX_WIDTH = 1 << 20;
    private static final int MAX_LAYERS = 1 << 10;
    static final int MAX_POSITIONS = 1 << 27;

    private ModelConfigReader() {}

    /** Reads config.json, and generation_config.json where there is one, of a model directory. */
    public static ModelConfig read(Path directory) {
        ConfigFields fields = open(directory.resolve("config.json"));
        Architecture architecture = Architecture.of(fields);
        UnsupportedFields.refuse(fields, architecture);
        ConfigDefaults defaults = architecture.defaults();
        int vocabulary = fields.count("vocab_size", MAX_VOCABULARY);
        int hidden = fields.count("hidden_size", MAX_WIDTH);
        int layers = fields.count("num_hidden_layers", MAX_LAYERS);
        int heads = fields.count("num_attention_heads", MAX_WIDTH);
        int keyValueHeads =
                fields.countOr("num_key_value_heads", defaults.keyValueHeads().orElse(heads), MAX_WIDTH);
        int headDim = fields.countOr("head_dim", defaults.headDim().orElse(Math.max(1, hidden / heads)), MAX_WIDTH);
        if (heads % keyValueHeads != 0 || headDim % 2 != 0) {
            throw fields.refusal(
                    "num_key_value_heads", "must divide " + heads + " heads, of an even width", "Check the file");
        }
        int maxPositions = fields.countOr("max_position_embeddings", defaults.maxPositions(), MAX_POSITIONS);
        RopeReader rope = RopeReader.of(fields);
        return new ModelConfig(
                architecture.modelType(),
                vocabulary,
                hidden,
                fields.count("intermediate_size", MAX_WIDTH),
                layers,
                heads,
                keyValueHeads,
                headDim,
                fields.positiveOr("rms_norm_eps", defaults.rmsNormEpsilon()),
                rope.theta(),
                fields.flag("tie_word_embeddings"),
                maxPositions,
                rope.scaling(),
                blocks(architecture, fields, layers, maxPositions),
                endOfSequenceIds(directory, fields, vocabulary));
    }

    private static BlockLayout blocks(Architecture architecture, ConfigFields fields, int layers, int maxPositions) {
        BlockLayout blocks = architecture.blocks(fields, layers);
        WindowReader.requireAgreement(fields, blocks.window());
        return blocks.with(blocks.window().within(maxPositions));
    }

    private static List<Integer> endOfSequenceIds(Path directory, ConfigFields config, int vocabulary) {
        Path generation = directory.resolve("generation_config.json");
        if (Files.exists(generation) && open(generation).present("eos_token_id").isPresent()) {
            return open(generation).tokenIds("eos_token_id", vocabulary);
        }
        return config.tokenIds("eos_token_id", vocabulary);
    }

    public static ConfigFields open(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new ModelException(file + " is larger than " + MAX_FILE_BYTES
                        + " bytes, which no such file is. Take the file from the model's own repository");
            }
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
