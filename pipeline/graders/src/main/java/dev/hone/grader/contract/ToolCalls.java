package dev.hone.grader.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.reward.grader.JsonReading;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls of tools in the text of an answer, in the form of chat completions. */
final class ToolCalls {

    /** As chat templates of open models write them. */
    private static final Pattern CALL = Pattern.compile("<tool_call>([^<]*+(?:<(?!/tool_call>)[^<]*+)*+)</tool_call>");

    private ToolCalls() {}

    /** The calls, in order; what cannot be read as one is none. */
    static ArrayNode in(String completion) {
        ArrayNode calls = JsonNodeFactory.instance.arrayNode();
        Matcher call = CALL.matcher(completion);
        while (call.find()) {
            Optional<JsonNode> json = JsonReading.parseWhole(call.group(1).strip());
            json.filter(node -> node.path("name").isTextual()).ifPresent(node -> add(calls, node));
        }
        return calls;
    }

    private static void add(ArrayNode calls, JsonNode call) {
        JsonNode arguments = call.path("arguments");
        calls.addObject()
                .put("id", "call_" + calls.size())
                .put("type", "function")
                .putObject("function")
                .put("name", call.get("name").asText())
                .put("arguments", arguments.isTextual() ? arguments.asText() : arguments.toString());
    }
}
