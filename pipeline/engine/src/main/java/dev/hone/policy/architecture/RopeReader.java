package dev.hone.policy.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.error.ModelException;
import java.util.Map;
import java.util.Set;

/**
 * The rotary settings of config.json: rope_theta and rope_scaling as the hub has them, or rope_parameters of transformers 5. Every key
 * there changes the mathematics, so one that is not known is refused.
 */
final class RopeReader {

    private static final Set<String> KEYS = Set.of(
            "rope_type",
            "type",
            "rope_theta",
            "partial_rotary_factor",
            "factor",
            "low_freq_factor",
            "high_freq_factor",
            "original_max_position_embeddings");
    private static final double DEFAULT_THETA = 10_000;

    private final ConfigFields config;
    private final String name;
    private final ConfigFields rope;

    private RopeReader(ConfigFields config, String name, JsonNode rope) {
        this.config = config;
        this.name = name;
        this.rope = new ConfigFields(config.file(), rope);
    }

    static RopeReader of(ConfigFields config) {
        boolean old = config.present("rope_scaling").isPresent();
        boolean current = config.present("rope_parameters").isPresent();
        if (old
                && current
                && !config.root().get("rope_scaling").equals(config.root().get("rope_parameters"))) {
            throw config.refusal("rope_scaling", "rope_parameters says something else", "Remove one of the two");
        }
        String name = current ? "rope_parameters" : "rope_scaling";
        JsonNode node = config.present(name).orElseGet(JsonNodeFactory.instance::objectNode);
        RopeReader reader = new RopeReader(config, name, node);
        reader.requireKnownKeys();
        return reader;
    }

    /** Base of the rotary frequencies. */
    double theta() {
        return rope.positiveOr("rope_theta", config.positiveOr("rope_theta", DEFAULT_THETA));
    }

    RopeScaling scaling() {
        String kind = rope.text("rope_type", rope.text("type", "default"));
        return switch (kind) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(rope.positiveOr("factor", -1.0));
            case "llama3" ->
                new RopeScaling.Llama3(
                        rope.positiveOr("factor", -1.0),
                        rope.positiveOr("low_freq_factor", -1.0),
                        rope.positiveOr("high_freq_factor", -1.0),
                        rope.count("original_max_position_embeddings", ModelConfigReader.MAX_POSITIONS));
            default -> throw refusal("the kinds supported are default, linear and llama3, not " + kind);
        };
    }

    private void requireKnownKeys() {
        if (!rope.root().isObject()) {
            throw refusal("it must be an object");
        }
        scaling();
        for (Map.Entry<String, JsonNode> setting : rope.root().properties()) {
            if (!KEYS.contains(setting.getKey())) {
                throw refusal("its key " + setting.getKey() + " is not supported");
            }
        }
        if (rope.positiveOr("partial_rotary_factor", 1.0) != 1.0) {
            throw refusal("a rotation of some of the channels is not supported");
        }
    }

    private ModelException refusal(String problem) {
        return config.refusal(name, problem, Architecture.fix());
    }
}
