package dev.hone.grader.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The arguments of one call.
 *
 * @param arguments by place
 * @param named by name
 * @param lambdaContext whether a Lambda context follows the arguments by place
 */
public record PythonCall(List<JsonNode> arguments, Map<String, JsonNode> named, boolean lambdaContext) {

    public PythonCall {
        arguments = List.copyOf(arguments);
        named = Map.copyOf(named);
    }

    /** A call with arguments by place alone. */
    public static PythonCall of(JsonNode... arguments) {
        return new PythonCall(List.of(arguments), Map.of(), false);
    }

    /** A call with arguments by name alone. */
    public static PythonCall named(Map<String, JsonNode> named) {
        return new PythonCall(List.of(), named, false);
    }

    /** A call of a Lambda handler. */
    public static PythonCall lambda(JsonNode event) {
        return new PythonCall(List.of(event), Map.of(), true);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("args").addAll(arguments);
        json.putObject("kwargs").setAll(named);
        return json.put("context", lambdaContext);
    }
}
