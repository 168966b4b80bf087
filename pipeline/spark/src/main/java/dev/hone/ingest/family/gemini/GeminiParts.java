package dev.hone.ingest.family.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of one of Gemini's contents.
 *
 * @param texts texts that are not reasoning
 * @param reasoning texts marked as thoughts
 * @param functionCalls objects with name and args
 * @param results objects with name and response
 */
record GeminiParts(List<String> texts, List<String> reasoning, List<JsonNode> functionCalls, List<JsonNode> results) {

    /** The names of the service, and of its Python library. */
    private static final List<String> MEDIA = List.of("inlineData", "fileData", "inline_data", "file_data");

    static GeminiParts of(JsonNode parts) throws RecordRefused {
        GeminiParts gathered =
                new GeminiParts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (JsonNode part : parts) {
            gathered.add(part);
        }
        return gathered;
    }

    String joinedTexts(String between) {
        return String.join(between, texts);
    }

    /** Calls in Chat Completions form; Gemini's have ids only at times, else they get one from their place. */
    ArrayNode calls(int messageIndex) throws RecordRefused {
        ArrayNode calls = Nodes.array();
        for (JsonNode call : functionCalls) {
            String name = call.path("name").asText();
            if (name.isBlank()) {
                throw new RecordRefused(QuarantineReason.INVALID_TOOL_CALLS, "a functionCall without name");
            }
            String id = call.path("id").asText("call_" + messageIndex + "_" + calls.size());
            JsonNode arguments = call.path("args");
            calls.add(ChatNodes.toolCall(id, name, arguments.isObject() ? arguments.toString() : "{}"));
        }
        return calls;
    }

    /** Adds the results as messages, which answer the calls of the message before in their order. */
    void addResults(ArrayNode messages) {
        JsonNode calls = messages.path(messages.size() - 1).path("tool_calls");
        for (int i = 0; i < results.size(); i++) {
            String made = calls.path(i).path("id").asText();
            String id = results.get(i).path("id").asText(made);
            messages.add(
                    ChatNodes.toolResult(id, results.get(i).path("response").toString()));
        }
    }

    private void add(JsonNode part) throws RecordRefused {
        for (String media : MEDIA) {
            if (part.path(media).isObject()) {
                throw new RecordRefused(QuarantineReason.NOT_TEXT_ONLY, media);
            }
        }
        if (part.path("text").isTextual()) {
            (part.path("thought").asBoolean() ? reasoning : texts)
                    .add(part.get("text").textValue());
        } else if (part.path("functionCall").isObject()) {
            functionCalls.add(part.get("functionCall"));
        } else if (part.path("functionResponse").isObject()) {
            results.add(part.get("functionResponse"));
        } else {
            throw new RecordRefused(
                    QuarantineReason.UNSUPPORTED_BLOCK,
                    part.isObject() && !part.isEmpty() ? part.fieldNames().next() : "an empty part");
        }
    }
}
