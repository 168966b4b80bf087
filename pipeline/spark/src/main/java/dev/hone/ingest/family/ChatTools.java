package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tools and tool calls of Chat Completions. */
public final class ChatTools {

    private ChatTools() {}

    /** Calls in the one form; those without an id get one from the prefix and their position. */
    public static ArrayNode calls(JsonNode calls, String idPrefix) throws RecordRefused {
        ArrayNode normal = Nodes.array();
        if (calls.isNull() || calls.isMissingNode()) {
            return normal;
        }
        require(calls.isArray(), QuarantineReason.INVALID_TOOL_CALLS, "tool_calls is not a list");
        for (JsonNode call : calls) {
            JsonNode function = call.path("function");
            String name = function.path("name").asText();
            require(!name.isBlank(), QuarantineReason.INVALID_TOOL_CALLS, "a call without function.name");
            JsonNode arguments = function.path("arguments");
            require(
                    arguments.isTextual() || arguments.isObject() || arguments.isMissingNode() || arguments.isNull(),
                    QuarantineReason.INVALID_TOOL_CALLS,
                    "arguments of " + name + " are neither a text nor an object");
            String id = call.path("id").isTextual() ? call.get("id").textValue() : idPrefix + normal.size();
            normal.add(ChatNodes.toolCall(id, name, argumentsText(arguments)));
        }
        return normal;
    }

    /** Checks tools of a training row: typed functions with a name, a description, an object of parameters, each name once. */
    public static void requireTools(JsonNode tools) throws RecordRefused {
        requireTool(tools.isArray() && !tools.isEmpty(), "tools is not a list with at least one tool");
        Set<String> names = new HashSet<>();
        for (JsonNode tool : tools) {
            requireTool(tool.path("type").asText().equals("function"), "the type of a tool is not function");
            JsonNode function = tool.path("function");
            String name = function.path("name").asText();
            requireTool(!name.isBlank(), "a function without a name");
            requireTool(!function.path("description").asText().isBlank(), name + " has no description");
            JsonNode parameters = function.path("parameters");
            requireTool(
                    parameters.path("type").asText().equals("object"), "parameters of " + name + " are not an object");
            requireTool(parameters.path("properties").isObject(), "parameters of " + name + " have no properties");
            requireTool(names.add(name), name + " occurs twice");
        }
    }

    /** Tools of a JSON text that need no more than a name; nothing where the list is empty. */
    public static Optional<JsonNode> named(String json) throws RecordRefused {
        JsonNode tools;
        try {
            tools = JsonRecord.parseTree(json);
        } catch (RecordRefused notJson) {
            throw new RecordRefused(QuarantineReason.INVALID_TOOLS, "tools is a text that is not JSON");
        }
        requireTool(tools.isArray(), "tools is not a list");
        for (JsonNode tool : tools) {
            requireTool(!tool.path("function").path("name").asText().isBlank(), "a tool without function.name");
        }
        return tools.isEmpty() ? Optional.empty() : Optional.of(tools);
    }

    /** Arguments as the text of a JSON object, however they are held. */
    public static String argumentsText(JsonNode arguments) {
        if (arguments.isMissingNode() || arguments.isNull()) {
            return "{}";
        }
        return arguments.isTextual() ? arguments.textValue() : arguments.toString();
    }

    private static void requireTool(boolean holds, String detail) throws RecordRefused {
        require(holds, QuarantineReason.INVALID_TOOLS, detail);
    }

    private static void require(boolean holds, QuarantineReason reason, String detail) throws RecordRefused {
        if (!holds) {
            throw new RecordRefused(reason, detail);
        }
    }
}
