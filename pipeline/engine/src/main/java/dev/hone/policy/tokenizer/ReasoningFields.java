package dev.hone.policy.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The names that templates have for an assistant's reasoning: transformers gives a message all of them before rendering. */
final class ReasoningFields {

    private static final List<String> NAMES = List.of("reasoning_content", "thinking", "reasoning");

    private ReasoningFields() {}

    /** The messages; those with a reasoning under one name have it under reasoning_content and thinking. */
    static JsonNode copied(JsonNode messages) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        messages.forEach(message -> copy.add(copiedMessage(message)));
        return copy;
    }

    private static JsonNode copiedMessage(JsonNode message) {
        Optional<JsonNode> reasoning = NAMES.stream()
                .flatMap(name -> Optional.ofNullable(message.get(name)).stream())
                .filter(value -> !value.isNull())
                .findFirst();
        if (reasoning.isEmpty()) {
            return message;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.set("thinking", reasoning.get());
        message.properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
        copy.set("reasoning_content", reasoning.get());
        return copy;
    }
}
