package dev.hone.grader.reply;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/** A kept answer as a line: the CRC-32 of its JSON in eight hexadecimal digits, a blank, the JSON. */
final class ReplyLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int CHECKSUM_DIGITS = 8;

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
        return checksum(line.toString()) + " " + line + "\n";
    }

    /** @throws JsonProcessingException where the line is torn, or a byte of it is another one now */
    static StoredReply read(String line) throws JsonProcessingException {
        String text = line.substring(Math.min(line.length(), CHECKSUM_DIGITS + 1));
        if (!line.startsWith(checksum(text) + " ")) {
            throw new JsonParseException(null, "the line has another checksum than it begins with");
        }
        JsonNode json = JSON.readTree(text);
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

    private static String checksum(String json) {
        CRC32 crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
