package dev.hone.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.hone.error.ModelException;
import java.nio.file.Path;
import java.util.Optional;

/** The fields of one JSON file of a model, with errors that name file and field. */
record ConfigFields(Path file, JsonNode root) {

    int positive(String field) {
        return positiveOr(field, -1);
    }

    int positiveOr(String field, int absent) {
        int value = present(field)
                .map(node -> node.isIntegralNumber() ? node.asInt() : 0)
                .orElse(absent);
        if (value < 1) {
            throw refusal(
                    field, "must be a whole number of at least 1", "Take the file from the model's own repository");
        }
        return value;
    }

    double positiveOr(String field, double absent) {
        double value = present(field)
                .map(node -> node.isNumber() ? node.asDouble() : 0)
                .orElse(absent);
        if (!(value > 0)) {
            throw refusal(field, "must be a number above 0", "Take the file from the model's own repository");
        }
        return value;
    }

    boolean flag(String field) {
        JsonNode node = present(field).orElse(BooleanNode.FALSE);
        if (!node.isBoolean()) {
            throw refusal(field, "must be true or false", "Take the file from the model's own repository");
        }
        return node.booleanValue();
    }

    String text(String field, String absent) {
        return present(field).map(JsonNode::asText).orElse(absent);
    }

    void requireAbsent(String field, String problem, String fix) {
        if (present(field).isPresent()) {
            throw refusal(field, problem, fix);
        }
    }

    /** The value where the field exists and is not null. */
    Optional<JsonNode> present(String field) {
        return Optional.ofNullable(root.get(field)).filter(node -> !node.isNull());
    }

    /** An error about a field as it is written. */
    ModelException refusal(String field, String problem, String fix) {
        String written = root.has(field) ? String.valueOf(root.get(field)) : "absent";
        return new ModelException(file + ": " + field + " is " + written + ": " + problem + ". " + fix);
    }
}
