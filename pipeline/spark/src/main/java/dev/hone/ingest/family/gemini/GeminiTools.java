package dev.hone.ingest.family.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.Locale;
import java.util.Optional;

/** Function declarations of Gemini, whose schemas write types in capitals, as functions with a JSON schema. */
final class GeminiTools {

    private GeminiTools() {}

    static Optional<JsonNode> functions(JsonNode tools) throws RecordRefused {
        ArrayNode functions = Nodes.array();
        for (JsonNode tool : tools) {
            JsonNode declarations = tool.path("functionDeclarations");
            if (!declarations.isArray()) {
                throw new RecordRefused(QuarantineReason.UNSUPPORTED_BLOCK, "a tool without functionDeclarations");
            }
            for (JsonNode declaration : declarations) {
                functions.add(function(declaration));
            }
        }
        return functions.isEmpty() ? Optional.empty() : Optional.of(functions);
    }

    private static ObjectNode function(JsonNode declaration) throws RecordRefused {
        String name = declaration.path("name").asText();
        if (name.isBlank()) {
            throw new RecordRefused(QuarantineReason.INVALID_TOOLS, "a function without name");
        }
        JsonNode plain = declaration.path("parametersJsonSchema");
        JsonNode parameters = plain.isObject() ? plain : schema(declaration.path("parameters"));
        return ChatNodes.function(name, declaration.path("description"), parameters);
    }

    private static JsonNode schema(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode lower = Nodes.object();
        schema.properties().forEach(field -> {
            JsonNode value = field.getValue();
            switch (field.getKey()) {
                case "type" -> lower.put("type", value.asText().toLowerCase(Locale.ROOT));
                case "items" -> lower.set("items", schema(value));
                case "properties" -> {
                    ObjectNode properties = lower.putObject("properties");
                    value.properties().forEach(each -> properties.set(each.getKey(), schema(each.getValue())));
                }
                default -> lower.set(field.getKey(), value);
            }
        });
        return lower;
    }
}
