package dev.hone.ingest.family.completion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.family.ChatTools;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;

/** The JSON between Mistral's marks of tool calls and their results, as its text models up to version 3 of the template have it. */
final class MistralTools {

    private MistralTools() {}

    /**
     * Calls such as {@code [{"name": "weather", "arguments": {"city": "Rome"}, "id": "a1B2c3D4e"}]}.
     *
     * @param idPrefix what the ids of calls without one begin with
     */
    static ArrayNode calls(String json, String idPrefix) throws RecordRefused {
        ArrayNode calls = Nodes.array();
        for (JsonNode call : list(json, "tool calls")) {
            ObjectNode typed = Nodes.object();
            typed.set("id", call.path("id"));
            typed.set("function", call);
            calls.add(typed);
        }
        return ChatTools.calls(calls, idPrefix);
    }

    /** Results such as {@code {"content": 21.5, "call_id": "a1B2c3D4e"}}, or a list of them, as messages of the tool. */
    static ArrayNode results(String json) throws RecordRefused {
        ArrayNode messages = Nodes.array();
        for (JsonNode result : list(json, "tool results")) {
            if (!result.has("content")) {
                throw TurnMarkers.unreadable("a tool result without content");
            }
            JsonNode content = result.get("content");
            messages.add(ChatNodes.toolResult(
                    result.path("call_id").asText(), content.isTextual() ? content.textValue() : content.toString()));
        }
        return messages;
    }

    private static ArrayNode list(String json, String what) throws RecordRefused {
        try {
            JsonNode value = JsonRecord.parseTree(json);
            return value instanceof ArrayNode list ? list : Nodes.array().add(value);
        } catch (RecordRefused notJson) {
            throw TurnMarkers.unreadable(what + " that are no JSON");
        }
    }
}
