package dev.hone.reward.grader.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/** JSON values in which equal numbers are equal nodes, so that 1.0 is the integer 1 that it is by JSON Schema. */
final class PlainNumbers {

    private static final int MAX_DIGITS = 1_000;
    private static final int INT_BITS = 31;
    private static final int LONG_BITS = 63;
    private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private PlainNumbers() {}

    /** The value; empty if a number in it has more than 1,000 digits before or after the point. */
    static Optional<JsonNode> of(JsonNode value) {
        try {
            return Optional.of(plain(value));
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    private static JsonNode plain(JsonNode value) {
        if (value.isNumber()) {
            return number(value.decimalValue());
        }
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode(value.size());
            value.forEach(element -> array.add(plain(element)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                object.set(field.getKey(), plain(field.getValue()));
            }
            return object;
        }
        return value;
    }

    private static JsonNode number(BigDecimal number) {
        BigDecimal bare = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (Math.abs((long) bare.scale()) > MAX_DIGITS || bare.precision() > MAX_DIGITS) {
            throw new ArithmeticException("a number of more than " + MAX_DIGITS + " digits");
        }
        if (bare.scale() > 0) {
            return NODES.numberNode(bare);
        }
        BigInteger whole = bare.toBigIntegerExact();
        if (whole.bitLength() <= INT_BITS) {
            return NODES.numberNode(whole.intValueExact());
        }
        return whole.bitLength() <= LONG_BITS ? NODES.numberNode(whole.longValueExact()) : NODES.numberNode(whole);
    }
}
