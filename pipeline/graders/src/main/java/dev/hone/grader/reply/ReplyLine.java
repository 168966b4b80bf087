package dev.hone.grader.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.OptionalLong;

/** A kept answer as a line of JSON. */
final class ReplyLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReplyLine() {}

    static String write(StoredReply reply) {
        ObjectNode line = JSON.createObjectNode()
                .put("key", reply.key())
                .put("model", reply.model())
                .put("text", reply.text())
                .put("finish_reason", reply.finishReason())
                .put("prompt_tokens", reply.promptTokens())
                .put("completion_tokens", reply.completionTokens())
                .put("latency_millis", reply.latencyMillis())
                .put("created_at", reply.createdAt().toString());
        reply.costMicroUsd().ifPresent(cost -> line.put("cost_micro_usd", cost));
        return line + "\n";
    }

    /** @throws JsonProcessingException where the line is torn */
    static StoredReply read(String line) throws JsonProcessingException {
        JsonNode json = JSON.readTree(line);
        JsonNode cost = json.path("cost_micro_usd");
        return new StoredReply(
                json.path("key").asText(),
                json.path("model").asText(),
                json.path("text").asText(),
                json.path("finish_reason").asText(),
                json.path("prompt_tokens").asInt(),
                json.path("completion_tokens").asInt(),
                cost.isNumber() ? OptionalLong.of(cost.asLong()) : OptionalLong.empty(),
                json.path("latency_millis").asLong(),
                Instant.parse(json.path("created_at").asText()));
    }
}
