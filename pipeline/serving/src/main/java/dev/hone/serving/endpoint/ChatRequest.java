package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.template.ChatPrompt;
import dev.hone.serving.http.ApiException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What POST /v1/chat/completions asks.
 *
 * @param model the name of a policy
 * @param includeUsage whether a stream ends with the count of tokens
 * @param topLogprobs most probable tokens told with each drawn one; empty where no log-probabilities are wanted
 * @param ignored parameters that are known to be harmless, and do nothing here
 */
record ChatRequest(
        String model,
        ChatPrompt prompt,
        SampledTokens tokens,
        boolean stream,
        boolean includeUsage,
        Optional<Integer> topLogprobs,
        Set<String> ignored) {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");
    private static final int MAX_TOP_LOGPROBS = 20;
    private static final Set<String> HARMLESS = Set.of(
            "user",
            "store",
            "metadata",
            "service_tier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "safety_identifier",
            "verbosity",
            "parallel_tool_calls");

    static ChatRequest read(JsonNode body) {
        Fields fields = new Fields(body);
        String model = fields.requiredText("model");
        ArrayNode messages = messages(fields.any("messages")
                .orElseThrow(() -> ApiException.invalid("messages", "The request lacks messages, a list")));
        SampledTokens tokens = SampledTokens.read(fields);
        boolean stream = fields.truth("stream", false);
        boolean usage = fields.object("stream_options")
                .map(options -> options.truth("include_usage", false))
                .orElse(false);
        boolean logprobs = fields.truth("logprobs", false);
        int top = fields.whole("top_logprobs", 0, MAX_TOP_LOGPROBS).orElse(0);
        requireText(fields);
        refuseTools(fields);
        Set<String> ignored = fields.requireNoOthers(HARMLESS);
        return new ChatRequest(
                model,
                new ChatPrompt(messages, Optional.empty(), Map.of()),
                tokens,
                stream,
                usage,
                logprobs ? Optional.of(top) : Optional.empty(),
                ignored);
    }

    private static void requireText(Fields fields) {
        String format = fields.any("response_format")
                .map(value -> value.path("type").asText())
                .orElse("text");
        if (!format.equals("text")) {
            throw ApiException.invalid(
                            "response_format",
                            "This server answers in text; response_format " + format + " is not served yet")
                    .withCode("unsupported_parameter");
        }
    }

    private static void refuseTools(Fields fields) {
        boolean none = fields.any("tools").map(JsonNode::isEmpty).orElse(true);
        if (!none
                || fields.any("tool_choice")
                        .filter(choice -> !choice.asText().equals("none"))
                        .isPresent()) {
            throw ApiException.invalid("tools", "This server calls no tools yet; leave tools and tool_choice out")
                    .withCode("unsupported_parameter");
        }
    }

    /** As templates read them: developer is system, and parts of text are one text. */
    private static ArrayNode messages(JsonNode given) {
        if (!given.isArray() || given.isEmpty()) {
            throw ApiException.invalid("messages", "messages must be a list with at least one message");
        }
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < given.size(); i++) {
            JsonNode message = given.get(i);
            String at = "messages[" + i + "]";
            String role = message.path("role").asText();
            if (!ROLES.contains(role)) {
                throw ApiException.invalid(
                        at + ".role",
                        at + ".role must be system, developer, user, assistant or tool, not \"" + role + "\"");
            }
            ObjectNode plain = messages.addObject().put("role", role.equals("developer") ? "system" : role);
            plain.put("content", text(message.path("content"), at + ".content"));
        }
        return messages;
    }

    private static String text(JsonNode content, String at) {
        if (content.isTextual()) {
            return content.asText();
        }
        if (content.isNull() || content.isMissingNode()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text")) {
                throw ApiException.invalid(
                        at,
                        at + " holds a part of the type \"" + part.path("type").asText()
                                + "\"; policies read text only");
            }
            text.append(part.path("text").asText());
        }
        return text.toString();
    }
}
