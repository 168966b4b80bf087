package dev.hone.policy.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation in Chat Completions form, ready for a template.
 *
 * @param messages JSON array of messages
 * @param tools JSON array of tools, where given
 * @param templateVariables variables of the template for this conversation; they go before those of {@link TemplateSettings}
 */
public record ChatPrompt(JsonNode messages, Optional<JsonNode> tools, Map<String, JsonNode> templateVariables) {

    public ChatPrompt {
        if (!messages.isArray() || messages.isEmpty()) {
            throw new IllegalArgumentException("messages must be a JSON array with at least one message");
        }
        templateVariables = Map.copyOf(templateVariables);
    }

    public static ChatPrompt of(JsonNode messages) {
        return new ChatPrompt(messages, Optional.empty(), Map.of());
    }
}
