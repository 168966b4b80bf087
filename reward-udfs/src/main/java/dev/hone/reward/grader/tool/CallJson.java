package dev.hone.reward.grader.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.grader.JsonReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The forms that calls have as JSON: those of chat completions, of Nova's references, and of models' own texts. */
final class CallJson {

    private static final List<String> NAMES = List.of("name", "tool_called", "tool_name", "tool", "function");
    private static final List<String> ARGUMENTS =
            List.of("arguments", "parameters", "tool_parameters", "input", "args");

    private CallJson() {}

    /** The calls that a value is; none for an empty list or a null name; empty if it is something else. */
    static Optional<List<ToolCall>> calls(JsonNode value) {
        if (value.isArray()) {
            List<ToolCall> calls = new ArrayList<>();
            for (JsonNode element : value) {
                Optional<List<ToolCall>> inner = element.isArray() ? Optional.empty() : calls(element);
                if (inner.isEmpty()) {
                    return Optional.empty();
                }
                calls.addAll(inner.get());
            }
            return Optional.of(calls);
        }
        if (!value.isObject()) {
            return Optional.empty();
        }
        if (value.path("tool_calls").isArray()) {
            return calls(value.get("tool_calls"));
        }
        if (value.path("function").isObject()) {
            return calls(value.get("function"));
        }
        return value.has("tool_called") && value.get("tool_called").isNull() ? Optional.of(List.of()) : call(value);
    }

    private static Optional<List<ToolCall>> call(JsonNode value) {
        return first(value, NAMES).filter(JsonNode::isTextual).flatMap(name -> arguments(
                        first(value, ARGUMENTS).orElse(JsonNodeFactory.instance.objectNode()))
                .map(arguments -> List.of(new ToolCall(name.asText(), arguments))));
    }

    /** An object, or an object as text, as chat completions have it; null and no text are no arguments. */
    private static Optional<ObjectNode> arguments(JsonNode value) {
        if (value.isNull() || (value.isTextual() && value.asText().isBlank())) {
            return Optional.of(JsonNodeFactory.instance.objectNode());
        }
        return (value.isTextual() ? JsonReading.parseWhole(value.asText()) : Optional.of(value))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    private static Optional<JsonNode> first(JsonNode value, List<String> keys) {
        return keys.stream().filter(value::has).findFirst().map(value::get);
    }
}
