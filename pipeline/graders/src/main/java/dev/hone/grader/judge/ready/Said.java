package dev.hone.grader.judge.ready;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The words of judges' answers, in the same order everywhere: what is looked at, why, and then what is so. */
final class Said {

    private static final String REASON = "reason";

    private Said() {}

    /** A reason, then yes or no. */
    static ObjectNode reasonAnd(String field) {
        return reasonAnd(field, AnswerSchema.yesOrNo());
    }

    static ObjectNode reasonAnd(String field, ObjectNode form) {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put(REASON, AnswerSchema.text());
        fields.put(field, form);
        return AnswerSchema.object(fields);
    }

    /** A list of things that are named, each with a reason and a verdict. */
    static ObjectNode each(String thing, String field, ObjectNode form) {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put(thing, AnswerSchema.text());
        fields.put(REASON, AnswerSchema.text());
        fields.put(field, form);
        return AnswerSchema.list(AnswerSchema.object(fields));
    }

    static boolean isSo(JsonNode answer, String field) {
        return answer.get(field).booleanValue();
    }

    static double one(boolean met) {
        return met ? 1 : 0;
    }

    /** The share of a list for which something holds; empty where the list is. */
    static Optional<Double> share(JsonNode list, Predicate<JsonNode> holds) {
        return list.isEmpty() ? Optional.empty() : Optional.of((double) count(list, holds) / list.size());
    }

    static int count(JsonNode list, Predicate<JsonNode> holds) {
        int count = 0;
        for (JsonNode element : list) {
            count += holds.test(element) ? 1 : 0;
        }
        return count;
    }

    /** What the judge says of the first element for which something holds: its name and the reason. */
    static Optional<String> first(JsonNode list, String thing, Predicate<JsonNode> holds) {
        for (JsonNode element : list) {
            if (holds.test(element)) {
                return Optional.of(
                        element.get(thing).asText() + " (" + element.get(REASON).asText() + ")");
            }
        }
        return Optional.empty();
    }

    static String reason(JsonNode answer) {
        return answer.get(REASON).asText();
    }
}
