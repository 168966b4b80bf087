package dev.hone.ingest.family.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.family.AnswerParts;
import dev.hone.ingest.family.LoggedAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Responses of Anthropic's Messages: one object, or the list of a stream's chunks. */
final class AnthropicAnswers {

    private AnthropicAnswers() {}

    static LoggedAnswer read(JsonNode body) {
        return body.isArray() ? ofChunks(body) : ofMessage(body);
    }

    private static LoggedAnswer ofMessage(JsonNode body) {
        AnswerParts parts = new AnswerParts();
        for (JsonNode block : body.path("content")) {
            addBlock(parts, block);
            if (AnthropicBlocks.is(block, "tool_use")) {
                parts.addCall(
                        block.path("id").asText(),
                        block.path("name").asText(),
                        block.path("input").toString());
            }
        }
        return parts.answer(LoggedAnswer.firstText(body, "stop_reason"));
    }

    private static LoggedAnswer ofChunks(JsonNode chunks) {
        AnswerParts parts = new AnswerParts();
        Map<Integer, JsonNode> uses = new TreeMap<>();
        Map<Integer, StringBuilder> inputs = new TreeMap<>();
        Optional<String> stopReason = Optional.empty();
        for (JsonNode chunk : chunks) {
            int index = chunk.path("index").asInt();
            JsonNode start = chunk.path("content_block");
            addBlock(parts, start);
            if (AnthropicBlocks.is(start, "tool_use")) {
                uses.put(index, start);
            }
            JsonNode delta = chunk.path("delta");
            addBlock(parts, delta);
            inputs.computeIfAbsent(index, unseen -> new StringBuilder())
                    .append(delta.path("partial_json").asText(""));
            Optional<String> stop = LoggedAnswer.firstText(delta, "stop_reason");
            stopReason = stop.isPresent() ? stop : stopReason;
        }
        uses.forEach((index, use) -> parts.addCall(
                use.path("id").asText(),
                use.path("name").asText(),
                input(use, inputs.getOrDefault(index, new StringBuilder()))));
        return parts.answer(stopReason);
    }

    /** The pieces of the stream, or what the start of the block holds. */
    private static String input(JsonNode use, StringBuilder pieces) {
        return pieces.isEmpty() ? use.path("input").toString() : pieces.toString();
    }

    private static void addBlock(AnswerParts parts, JsonNode block) {
        parts.text().append(block.path("text").asText(""));
        parts.reasoning().append(block.path("thinking").asText(""));
    }
}
