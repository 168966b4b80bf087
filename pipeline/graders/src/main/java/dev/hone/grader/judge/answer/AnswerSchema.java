package dev.hone.grader.judge.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Builds the JSON Schemas of answers, in the form that endpoints can enforce: every field is required and no other is allowed. */
public final class AnswerSchema {

    private AnswerSchema() {}

    /** An object with these fields, in their order: a judge writes them in this order too, so reasons go first. */
    public static ObjectNode object(Map<String, ObjectNode> fields) {
        ObjectNode schema = typed("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        fields.forEach((name, field) -> {
            properties.set(name, field);
            required.add(name);
        });
        return schema.put("additionalProperties", false);
    }

    public static ObjectNode text() {
        return typed("string");
    }

    public static ObjectNode yesOrNo() {
        return typed("boolean");
    }

    /** A whole number between two, both included. */
    public static ObjectNode wholeNumber(long least, long greatest) {
        return typed("integer").put("minimum", least).put("maximum", greatest);
    }

    /** A number between two, both included. */
    public static ObjectNode number(double least, double greatest) {
        return typed("number").put("minimum", least).put("maximum", greatest);
    }

    public static ObjectNode oneOf(List<String> words) {
        ObjectNode schema = typed("string");
        words.forEach(schema.putArray("enum")::add);
        return schema;
    }

    public static ObjectNode list(ObjectNode element) {
        ObjectNode schema = typed("array");
        schema.set("items", element);
        return schema;
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
