package dev.hone.ingest.family.converse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.family.AnswerParts;
import dev.hone.ingest.family.LoggedAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Responses of Converse and Nova: one object, or the list of events of a stream. */
final class ConverseAnswers {

    private ConverseAnswers() {}

    static LoggedAnswer read(JsonNode body) {
        return body.isArray() ? ofEvents(body) : ofMessage(body);
    }

    private static LoggedAnswer ofMessage(JsonNode body) {
        AnswerParts parts = new AnswerParts();
        for (JsonNode block : body.path("output").path("message").path("content")) {
            parts.text().append(block.path("text").asText(""));
            block.path("citationsContent").path("content").forEach(cited -> parts.text()
                    .append(cited.path("text").asText("")));
            parts.reasoning()
                    .append(block.path("reasoningContent")
                            .path("reasoningText")
                            .path("text")
                            .asText(""));
            JsonNode use = block.path("toolUse");
            if (use.isObject()) {
                parts.addCall(
                        use.path("toolUseId").asText(),
                        use.path("name").asText(),
                        use.path("input").toString());
            }
        }
        return parts.answer(LoggedAnswer.firstText(body, "stopReason"));
    }

    private static LoggedAnswer ofEvents(JsonNode events) {
        AnswerParts parts = new AnswerParts();
        Map<Integer, JsonNode> uses = new TreeMap<>();
        Map<Integer, StringBuilder> inputs = new TreeMap<>();
        Optional<String> stopReason = Optional.empty();
        for (JsonNode event : events) {
            JsonNode start = event.path("contentBlockStart");
            if (start.path("start").has("toolUse")) {
                uses.put(
                        start.path("contentBlockIndex").asInt(),
                        start.get("start").get("toolUse"));
            }
            JsonNode change = event.path("contentBlockDelta");
            JsonNode delta = change.path("delta");
            parts.text().append(delta.path("text").asText(""));
            parts.reasoning().append(delta.path("reasoningContent").path("text").asText(""));
            inputs.computeIfAbsent(change.path("contentBlockIndex").asInt(), index -> new StringBuilder())
                    .append(delta.path("toolUse").path("input").asText(""));
            Optional<String> stop = LoggedAnswer.firstText(event.path("messageStop"), "stopReason");
            stopReason = stop.isPresent() ? stop : stopReason;
        }
        uses.forEach((index, use) -> parts.addCall(
                use.path("toolUseId").asText(),
                use.path("name").asText(),
                inputs.getOrDefault(index, new StringBuilder()).toString()));
        return parts.answer(stopReason);
    }
}
