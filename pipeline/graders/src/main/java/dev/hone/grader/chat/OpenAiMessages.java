package dev.hone.grader.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.http.RetryableException;
import java.util.Optional;
import java.util.OptionalLong;

/** Between requests and replies and the bodies of OpenAI's chat completions. */
final class OpenAiMessages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OpenAiMessages() {}

    static ObjectNode body(OpenAiSettings settings, ChatRequest request) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", settings.name());
        ArrayNode messages = body.putArray("messages");
        request.messages()
                .forEach(message ->
                        messages.addObject().put("role", message.role()).put("content", message.content()));
        body.put(settings.maxTokensField(), request.maxTokens());
        request.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        request.seed().ifPresent(seed -> body.put("seed", seed));
        settings.reasoningEffort().ifPresent(effort -> body.put("reasoning_effort", effort));
        request.schema().ifPresent(schema -> putFormat(body, settings.responseFormat(), schema));
        return body;
    }

    private static void putFormat(ObjectNode body, String format, String schema) {
        switch (format) {
            case OpenAiSettings.JSON_SCHEMA -> {
                ObjectNode named = body.putObject("response_format")
                        .put("type", format)
                        .putObject("json_schema")
                        .put("name", "answer")
                        .put("strict", true);
                named.set("schema", parsed(schema));
            }
            case OpenAiSettings.JSON_OBJECT -> body.putObject("response_format").put("type", format);
            default -> {
                // the endpoint takes none: the question says what form the answer has
            }
        }
    }

    private static JsonNode parsed(String schema) {
        try {
            return JSON.readTree(schema);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a schema that is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * What a body of theirs says. Where it does not count its tokens they are estimated.
     *
     * @throws RetryableException where it is no chat completion
     */
    static ChatReply reply(JsonNode body, ChatRequest request, long latencyMillis) {
        JsonNode choice = body.path("choices").path(0);
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
            throw new RetryableException(
                    "the answer is no chat completion: " + shown(body.toString()), Optional.empty(), null);
        }
        boolean refused = message.path("refusal").isTextual()
                && !message.path("refusal").asText().isEmpty();
        String text = refused ? "" : text(message.path("content"));
        JsonNode usage = body.path("usage");
        return new ChatReply(
                text,
                refused ? "refusal" : choice.path("finish_reason").asText("stop"),
                usage.path("prompt_tokens").asInt(Prices.tokens(request)),
                usage.path("completion_tokens").asInt(Prices.tokens(text)),
                OptionalLong.empty(),
                latencyMillis);
    }

    /** A text, or a list of parts of which some are text. */
    private static String text(JsonNode content) {
        if (content.isArray()) {
            StringBuilder text = new StringBuilder();
            content.forEach(part -> text.append(part.path("text").asText("")));
            return text.toString();
        }
        return content.isTextual() ? content.asText() : "";
    }

    private static String shown(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
