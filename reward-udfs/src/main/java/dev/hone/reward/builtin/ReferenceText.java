package dev.hone.reward.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.JsonReading;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The text of a reference answer, which may be written as a plain string, a JSON string or number, or an object: then its field
 * {@code referenceField}, its only field, or the first there is of the usual names.
 *
 * @param field the field named in the parameters; empty where none is
 */
public record ReferenceText(String field) implements Serializable {

    private static final List<String> USUAL_FIELDS =
            List.of("final_answer", "answer", "ground_truth", "label", "target", "text", "value");

    public static ReferenceText read(RewardParameters parameters) {
        return new ReferenceText(parameters.text("referenceField").orElse(""));
    }

    /** What a comparison with the text gives; an error if the row has no reference. */
    public RewardResult compared(RewardInput input, Function<String, RewardResult> comparison) {
        return input.reference().map(this::textOf).map(comparison).orElseGet(NoReference::result);
    }

    /** @throws IllegalArgumentException if the reference is an object without the field, or a list */
    private String textOf(String reference) {
        Optional<JsonNode> json = JsonReading.parseWhole(reference);
        if (json.isEmpty()) {
            if (!field.isEmpty()) {
                throw new IllegalArgumentException(
                        "the reference is no JSON object, so it has no field " + field + ": " + Excerpt.of(reference));
            }
            return reference;
        }
        JsonNode node = json.get();
        if (node instanceof ObjectNode object) {
            return scalar(fieldOf(object), reference);
        }
        if (node.isNumber()) {
            return reference; // as it was written: 1.50 stays 1.50
        }
        return scalar(node, reference);
    }

    private JsonNode fieldOf(ObjectNode object) {
        if (!field.isEmpty()) {
            return Optional.ofNullable(object.get(field))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the reference has no field " + field + ": " + Excerpt.of(object.toString())));
        }
        if (object.size() == 1) {
            return object.elements().next();
        }
        return USUAL_FIELDS.stream()
                .filter(object::has)
                .findFirst()
                .map(object::get)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the reference is an object with several fields; name the one to use with referenceField: "
                                + Excerpt.of(object.toString())));
    }

    private static String scalar(JsonNode node, String reference) {
        if (node.isContainerNode() || node.isNull()) {
            throw new IllegalArgumentException("the reference is not a text or a number: " + Excerpt.of(reference));
        }
        return node.asText();
    }
}
