package dev.hone.policy.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hone.error.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of one JSON file of a model, with errors that name file and field. */
public record ConfigFields(Path file, JsonNode root) {

    /** A count from 1 to the most that any model has by far: what is beyond would fill the memory before weights are looked at. */
    public int count(String field, int most) {
        return countOr(field, -1, most);
    }

    int countOr(String field, int absent, int most) {
        int value = present(field)
                .map(node -> node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : 0)
                .orElse(absent);
        if (value < 1 || value > most) {
            throw refusal(
                    field, "must be a whole number from 1 to " + most, "Take the file from the model's own repository");
        }
        return value;
    }

    /** Ids of tokens, one or a list, each in a vocabulary of this size; none where the field is absent. */
    public List<Integer> tokenIds(String field, int vocabSize) {
        List<Integer> ids = new ArrayList<>();
        JsonNode written = present(field).orElse(MissingNode.getInstance());
        for (JsonNode id : written.isArray() || written.isMissingNode() ? written : List.of(written)) {
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0 || id.intValue() >= vocabSize) {
                throw refusal(
                        field,
                        "must hold ids of tokens from 0 to " + (vocabSize - 1),
                        "Take the file from the model's own repository");
            }
            ids.add(id.intValue());
        }
        return ids;
    }

    public double positiveOr(String field, double absent) {
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

    public String text(String field, String absent) {
        return present(field).map(JsonNode::asText).orElse(absent);
    }

    void requireAbsent(String field, String problem, String fix) {
        if (present(field).isPresent()) {
            throw refusal(field, problem, fix);
        }
    }

    /** The value where the field exists and is not null. */
    public Optional<JsonNode> present(String field) {
        return Optional.ofNullable(root.get(field)).filter(node -> !node.isNull());
    }

    /** An error about a field as it is written. */
    public ModelException refusal(String field, String problem, String fix) {
        String written = root.has(field) ? String.valueOf(root.get(field)) : "absent";
        return new ModelException(file + ": " + field + " is " + written + ": " + problem + ". " + fix);
    }
}
