package dev.hone.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a reference becomes an answer that is right. Rewards differ in what they expect, and none says so: the check tries the usual forms and
 * takes the one that scores most.
 *
 * @param field the field of a reference that is an object; empty for the whole reference
 * @param before what stands before it in the answer
 * @param after what stands after it
 */
public record ReferenceForm(String field, String before, String after) {

    /** The reference and nothing else. */
    public static final ReferenceForm PLAIN = new ReferenceForm("", "", "");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final List<String> USUAL_FIELDS =
            List.of("final_answer", "answer", "ground_truth", "label", "target", "text", "value");

    private static final List<ReferenceForm> WRAPPINGS = List.of(
            PLAIN,
            new ReferenceForm("", "\\boxed{", "}"),
            new ReferenceForm("", "#### ", ""),
            new ReferenceForm("", "<answer>", "</answer>"),
            new ReferenceForm("", "<think>I know it.</think>\n<answer>", "</answer>"));

    /** The forms to try, the plainest first. */
    public static List<ReferenceForm> all(Optional<String> namedField) {
        List<ReferenceForm> all = new ArrayList<>(WRAPPINGS);
        namedField.map(List::of).orElse(USUAL_FIELDS).forEach(field -> WRAPPINGS.stream()
                .map(form -> new ReferenceForm(field, form.before, form.after))
                .forEach(all::add));
        return List.copyOf(all);
    }

    /** The answer; empty where the reference has no such field. */
    public Optional<String> of(String reference) {
        Optional<JsonNode> json = json(reference);
        Optional<String> value = field.isEmpty()
                ? Optional.of(
                        json.filter(JsonNode::isTextual).map(JsonNode::asText).orElse(reference))
                : json.map(object -> object.get(field))
                        .filter(JsonNode::isValueNode)
                        .map(JsonNode::asText);
        return value.map(text -> before + text + after);
    }

    /** As reports describe it. */
    public String words() {
        return before + (field.isEmpty() ? "reference" : "its " + field).replace("\n", "\\n") + after;
    }

    static Optional<JsonNode> json(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty(); // then it is the text that it is
        }
    }
}
