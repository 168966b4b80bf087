package dev.hone.reward.grader;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** Whether two JSON values are the same. */
public final class JsonComparison {

    private JsonComparison() {}

    /** The same type and value, deeply: numbers by value (1 = 1.0 = 1e0), keys in any order, lists in order. */
    public static boolean exact(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        if (a.isObject() && b.isObject()) {
            return sameFields(a, b);
        }
        if (a.isArray() && b.isArray()) {
            return sameElements(a, b);
        }
        return a.equals(b);
    }

    /** Equal after normalising their texts; numbers and booleans count as written, so 36 is "36"; lists and objects must be exact. */
    public static boolean normalized(JsonNode a, JsonNode b, TextNormalizer normalizer) {
        if (a.isContainerNode() || b.isContainerNode() || a.isNull() || b.isNull()) {
            return exact(a, b);
        }
        if (a.isNumber() && b.isNumber()) {
            return exact(a, b);
        }
        return normalizer.normalize(a.asText()).equals(normalizer.normalize(b.asText()));
    }

    /** Equal as numbers within a tolerance; texts that are numbers count, "1,200" too. */
    public static boolean numeric(JsonNode number, JsonNode expected, NumberTolerance tolerance) {
        Optional<BigDecimal> a = value(number);
        Optional<BigDecimal> b = value(expected);
        return a.isPresent() && b.isPresent() && tolerance.accepts(a.get(), b.get());
    }

    private static Optional<BigDecimal> value(JsonNode node) {
        return node.isNumber() || node.isTextual()
                ? NumberReading.whole(node.asText(), '.').flatMap(NumberReading.Found::value)
                : Optional.empty();
    }

    private static boolean sameFields(JsonNode a, JsonNode b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : a.properties()) {
            JsonNode other = b.get(field.getKey());
            if (other == null || !exact(field.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameElements(JsonNode a, JsonNode b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<JsonNode> others = b.elements();
        for (JsonNode element : a) {
            if (!exact(element, others.next())) {
                return false;
            }
        }
        return true;
    }
}
