package dev.hone.ingest.family.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.AnswerParts;
import dev.hone.ingest.family.BodyMapper;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.family.LoggedAnswer;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Bodies of InvokeModel for Cohere's Command R: one message, the history apart, and tool calls without ids. */
public final class CohereMapper implements BodyMapper {

    @Override
    public MappedPrompt prompt(JsonNode body) throws RecordRefused {
        ArrayNode messages = Nodes.array();
        String preamble = body.path("preamble").asText("");
        if (!preamble.isBlank()) {
            messages.add(ChatNodes.message("system", preamble));
        }
        for (JsonNode turn : body.path("chat_history")) {
            addTurn(messages, turn);
        }
        String message = CohereDocuments.text(body.path("documents"))
                + body.path("message").asText("");
        JsonNode results = body.path("tool_results");
        // In later steps of the use of tools the message is empty, since the question is in the history.
        if (!message.isBlank() || results.isEmpty()) {
            messages.add(ChatNodes.message("user", message));
        }
        addResults(messages, results);
        return MappedPrompt.of(messages, CohereTools.functions(body.path("tools")), Optional.empty());
    }

    @Override
    public LoggedAnswer answer(JsonNode body) {
        return body.isArray() ? ofEvents(body) : ofResponse(body);
    }

    private static void addTurn(ArrayNode messages, JsonNode turn) throws RecordRefused {
        String role = turn.path("role").asText();
        String text = turn.path("message").asText("");
        switch (role.toUpperCase(Locale.ROOT)) {
            case "USER" -> messages.add(ChatNodes.message("user", text));
            case "SYSTEM" -> messages.add(ChatNodes.message("system", text));
            case "CHATBOT" -> {
                ArrayNode calls = Nodes.array();
                for (JsonNode call : turn.path("tool_calls")) {
                    calls.add(call(call, "call_" + messages.size() + "_" + calls.size()));
                }
                messages.add(ChatNodes.assistant(List.of(text), calls));
            }
            case "TOOL" -> addResults(messages, turn.path("tool_results"));
            default -> throw new RecordRefused(QuarantineReason.INVALID_ROLE, role);
        }
    }

    /** Results carry their calls; these become a turn of the assistant unless the turn before has them. */
    private static void addResults(ArrayNode messages, JsonNode results) throws RecordRefused {
        if (results.isEmpty()) {
            return;
        }
        JsonNode known = messages.path(messages.size() - 1).path("tool_calls");
        ArrayNode calls = Nodes.array();
        for (JsonNode result : results) {
            boolean called = known.has(calls.size());
            calls.add(
                    called
                            ? known.get(calls.size())
                            : call(result.path("call"), "call_" + messages.size() + "_" + calls.size()));
        }
        if (known.isEmpty()) {
            messages.add(ChatNodes.assistant(List.of(), calls));
        }
        for (int i = 0; i < calls.size(); i++) {
            JsonNode outputs = results.path(i).path("outputs");
            messages.add(ChatNodes.toolResult(calls.path(i).path("id").asText(), outputs.toString()));
        }
    }

    private static ObjectNode call(JsonNode call, String id) throws RecordRefused {
        String name = call.path("name").asText();
        if (name.isBlank()) {
            throw new RecordRefused(QuarantineReason.INVALID_TOOL_CALLS, "a call without name");
        }
        return ChatNodes.toolCall(
                id, name, call.has("parameters") ? call.get("parameters").toString() : "{}");
    }

    private static LoggedAnswer ofResponse(JsonNode body) {
        AnswerParts parts = new AnswerParts();
        parts.text().append(body.path("text").asText(""));
        addCalls(parts, body.path("tool_calls"));
        return parts.answer(LoggedAnswer.firstText(body, "finish_reason"));
    }

    private static LoggedAnswer ofEvents(JsonNode events) {
        AnswerParts parts = new AnswerParts();
        Optional<String> reason = Optional.empty();
        for (JsonNode event : events) {
            boolean text = event.path("event_type").asText().equals("text-generation");
            parts.text().append(text ? event.path("text").asText("") : "");
            addCalls(parts, event.path("tool_calls"));
            Optional<String> found = LoggedAnswer.firstText(event, "finish_reason");
            reason = found.isPresent() ? found : reason;
        }
        return parts.answer(reason);
    }

    private static void addCalls(AnswerParts parts, JsonNode calls) {
        int index = 0;
        for (JsonNode call : calls) {
            parts.addCall(
                    "call_" + index++,
                    call.path("name").asText(),
                    call.path("parameters").toString());
        }
    }
}
