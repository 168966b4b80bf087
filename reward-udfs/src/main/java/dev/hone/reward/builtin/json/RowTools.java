package dev.hone.reward.builtin.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.reward.RewardInput;
import dev.hone.reward.grader.JsonReading;
import dev.hone.reward.grader.schema.JsonSchema;
import dev.hone.reward.grader.tool.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tools that a row's prompt offers.
 *
 * @param key of the metadata that lists them, in the form of chat completions
 */
record RowTools(String key) {

    /**
     * The schemas of their arguments, by name.
     *
     * @throws IllegalArgumentException if the row has none
     */
    Map<String, JsonNode> of(RewardInput input) {
        JsonNode tools = input.metadata()
                .flatMap(JsonReading::parseWhole)
                .map(metadata -> metadata.path(key))
                .map(value -> value.isTextual()
                        ? JsonReading.parseWhole(value.asText()).orElse(value)
                        : value)
                .filter(JsonNode::isArray)
                .orElseThrow(
                        () -> new IllegalArgumentException("the row's metadata has no list of tools under " + key));
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        for (JsonNode tool : tools) {
            JsonNode function = tool.path("function").isObject() ? tool.get("function") : tool;
            schemas.put(
                    function.path("name").asText(),
                    Optional.ofNullable(function.get("parameters")).orElse(JsonNodeFactory.instance.objectNode()));
        }
        return schemas;
    }

    /**
     * Why a call is not allowed; empty if it is.
     *
     * @throws IllegalArgumentException if the schema of the tool cannot be used
     */
    static Optional<String> problem(ToolCall call, Map<String, JsonNode> schemas) {
        JsonNode schema = schemas.get(call.name());
        if (schema == null) {
            return Optional.of("there is no tool " + call.name());
        }
        List<JsonSchema.Violation> violations = JsonSchema.of(schema).violations(call.arguments());
        return violations.stream().findFirst().map(violation -> call.name() + ": " + violation);
    }
}
