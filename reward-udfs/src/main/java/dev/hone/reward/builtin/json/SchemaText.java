package dev.hone.reward.builtin.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.grader.schema.JsonSchema;
import java.util.Map;
import java.util.Optional;

/** Reads JSON Schemas in definitions. */
public final class SchemaText {

    private static final String SCHEMA = "schema";

    private SchemaText() {}

    /** The schema that is written under {@code schema}; one that allows everything where there is none, or it was reported. */
    public static JsonSchema read(RewardParameters parameters) {
        return inline(parameters)
                .flatMap(text -> parse(parameters, SCHEMA, text))
                .orElseGet(SchemaText::anything);
    }

    static JsonSchema anything() {
        return JsonSchema.of(JsonNodeFactory.instance.booleanNode(true));
    }

    /** What is written under {@code schema}, as JSON. */
    static Optional<String> inline(RewardParameters parameters) {
        if (!parameters.has(SCHEMA)) {
            return Optional.empty();
        }
        Object schema = parameters.values().get(SCHEMA);
        if (!(schema instanceof Map || schema instanceof Boolean)) {
            parameters.problem(SCHEMA, "is no JSON Schema", "Write a map, such as {type: object}");
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectMapper().writeValueAsString(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, texts, numbers and booleans can be written as JSON", e);
        }
    }

    /** Reads one, or reports what is wrong with it. */
    static Optional<JsonSchema> parse(RewardParameters parameters, String key, String text) {
        try {
            return Optional.of(JsonSchema.parse(text));
        } catch (IllegalArgumentException e) {
            parameters.problem(
                    key,
                    "is no JSON Schema that can be used: " + e.getMessage(),
                    "Correct it; references to other documents and look-arounds in patterns are not supported");
            return Optional.empty();
        }
    }
}
