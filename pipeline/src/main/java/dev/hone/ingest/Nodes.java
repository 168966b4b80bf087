package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Builds the JSON of Chat Completions; numbers stay as they were written. */
final class Nodes {

    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private Nodes() {}

    static ObjectNode object() {
        return FACTORY.objectNode();
    }

    static ArrayNode array() {
        return FACTORY.arrayNode();
    }

    static TextNode text(String text) {
        return FACTORY.textNode(text);
    }

    static JsonNode nothing() {
        return FACTORY.nullNode();
    }

    static ObjectNode message(String role, String content) {
        return object().put("role", role).put("content", content);
    }

    static ObjectNode toolResult(String callId, String content) {
        return object().put("role", "tool").put("tool_call_id", callId).put("content", content);
    }

    /** A call; Chat Completions holds the arguments as the text of a JSON object. */
    static ObjectNode toolCall(String id, String name, String arguments) {
        ObjectNode call = object().put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }

    /** A turn of the assistant with its reasoning, for {@link PromptReasoning} to take out. */
    static ObjectNode assistant(List<String> texts, ArrayNode calls, List<String> reasoning) {
        ObjectNode message = assistant(texts, calls);
        if (!reasoning.isEmpty()) {
            message.put(PromptReasoning.FIELD, String.join("\n", reasoning));
        }
        return message;
    }

    /** Whether a turn of the assistant has neither text, calls nor reasoning: an answer that ended before it began. */
    static boolean isEmptyTurn(ObjectNode message) {
        return message.path("content").asText().isEmpty()
                && !message.has("tool_calls")
                && !message.has(PromptReasoning.FIELD);
    }

    /** A turn of the assistant: text, calls or both. */
    static ObjectNode assistant(List<String> texts, ArrayNode calls) {
        ObjectNode message = message("assistant", String.join("", texts));
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    static ObjectNode function(String name, JsonNode description, JsonNode parameters) {
        ObjectNode tool = object().put("type", "function");
        ObjectNode function = tool.putObject("function").put("name", name);
        if (description.isTextual()) {
            function.set("description", description);
        }
        if (parameters.isObject()) {
            function.set("parameters", parameters);
        }
        return tool;
    }
}
