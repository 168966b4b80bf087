package dev.hone.ingest.family.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tools of Command R, whose parameters have the names of Python's types, as functions with a JSON schema. */
final class CohereTools {

    private static final Map<String, String> TYPES = Map.of(
            "str", "string",
            "int", "integer",
            "float", "number",
            "bool", "boolean",
            "list", "array",
            "dict", "object");

    private CohereTools() {}

    static Optional<JsonNode> functions(JsonNode tools) throws RecordRefused {
        ArrayNode functions = Nodes.array();
        for (JsonNode tool : tools) {
            String name = tool.path("name").asText();
            if (name.isBlank()) {
                throw new RecordRefused(QuarantineReason.INVALID_TOOLS, "a tool without name");
            }
            functions.add(
                    ChatNodes.function(name, tool.path("description"), parameters(tool.path("parameter_definitions"))));
        }
        return functions.isEmpty() ? Optional.empty() : Optional.of(functions);
    }

    private static ObjectNode parameters(JsonNode definitions) {
        ObjectNode schema = Nodes.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Nodes.array();
        definitions.properties().forEach(definition -> {
            JsonNode told = definition.getValue();
            ObjectNode property = type(told.path("type").asText());
            if (told.path("description").isTextual()) {
                property.set("description", told.get("description"));
            }
            properties.set(definition.getKey(), property);
            if (told.path("required").asBoolean()) {
                required.add(definition.getKey());
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    /** The schema of a type such as {@code str} or {@code List[int]}; a name that is none of Python's stays as it is. */
    private static ObjectNode type(String python) {
        int bracket = python.indexOf('[');
        String name = bracket < 0 ? python : python.substring(0, bracket);
        ObjectNode schema = Nodes.object();
        if (!name.isBlank()) {
            schema.put("type", TYPES.getOrDefault(name.toLowerCase(Locale.ROOT), name));
        }
        boolean items = name.equalsIgnoreCase("list") && bracket >= 0 && python.endsWith("]");
        if (items) {
            schema.set("items", type(python.substring(bracket + 1, python.length() - 1)));
        }
        return schema;
    }
}
