package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.record.Nodes;
import java.util.List;

/** Builds the JSON of Chat Completions; numbers stay as they were written. */
public final class ChatNodes {

    private ChatNodes() {}

    public static ObjectNode message(String role, String content) {
        return Nodes.object().put("role", role).put("content", content);
    }

    public static ObjectNode toolResult(String callId, String content) {
        return Nodes.object().put("role", "tool").put("tool_call_id", callId).put("content", content);
    }

    /** A call; Chat Completions holds the arguments as the text of a JSON object. */
    public static ObjectNode toolCall(String id, String name, String arguments) {
        ObjectNode call = Nodes.object().put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }

    /** A turn of the assistant with its reasoning, for {@link PromptReasoning} to take out. */
    public static ObjectNode assistant(List<String> texts, ArrayNode calls, List<String> reasoning) {
        ObjectNode message = assistant(texts, calls);
        if (!reasoning.isEmpty()) {
            message.put(PromptReasoning.FIELD, String.join("\n", reasoning));
        }
        return message;
    }

    /** Whether a turn of the assistant has neither text, calls nor reasoning: an answer that ended before it began. */
    public static boolean isEmptyTurn(ObjectNode message) {
        return message.path("content").asText().isEmpty()
                && !message.has("tool_calls")
                && !message.has(PromptReasoning.FIELD);
    }

    /** A turn of the assistant: text, calls or both. */
    public static ObjectNode assistant(List<String> texts, ArrayNode calls) {
        ObjectNode message = message("assistant", String.join("", texts));
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    /** Adds calls of the assistant: to its words in front of them, which are of the same turn, or as a turn of their own. */
    public static void addCalls(ArrayNode messages, ArrayNode calls) {
        if (messages.path(messages.size() - 1) instanceof ObjectNode last
                && ChatMessages.role(last).equals("assistant")
                && !last.has("tool_calls")) {
            last.set("tool_calls", calls);
        } else {
            messages.add(assistant(List.of(), calls));
        }
    }

    public static ObjectNode function(String name, JsonNode description, JsonNode parameters) {
        ObjectNode tool = Nodes.object().put("type", "function");
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
