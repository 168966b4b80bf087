package dev.hone.grader.judge.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.reasoning.ReasoningSplit;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.grader.JsonReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the variables {@code prompt}, {@code completion}, {@code reference}, {@code context}, {@code metadata} and {@code material} from a row.
 *
 * @param referenceField field of a reference that is an object; empty: all of it
 * @param contextField field of the metadata with the context
 * @param showReasoning whether judges see what a completion holds up to {@code </think>}
 */
public record RowValues(String referenceField, String contextField, boolean showReasoning) {

    public static final String PROMPT = "prompt";
    public static final String COMPLETION = "completion";
    public static final String REFERENCE = "reference";
    public static final String CONTEXT = "context";
    public static final String METADATA = "metadata";

    /** The reference and the context of the metadata, where there are any. */
    public static final String MATERIAL = "material";

    /** The names that the variables of every prompt may begin with. */
    public static final Set<String> NAMES = Set.of(PROMPT, COMPLETION, REFERENCE, CONTEXT, METADATA, MATERIAL);

    private static final String SHOW = "show";
    private static final String HIDE = "hide";

    /** The parameters {@code referenceField}, {@code contextField} and {@code reasoning}. */
    public static RowValues read(RewardParameters parameters, boolean showReasoning) {
        return new RowValues(
                parameters.text("referenceField").orElse(""),
                parameters.text("contextField").orElse(CONTEXT),
                parameters
                        .choice("reasoning", showReasoning ? SHOW : HIDE, Set.of(SHOW, HIDE))
                        .equals(SHOW));
    }

    /**
     * The values of a row.
     *
     * @throws IllegalArgumentException if the row's prompt or metadata is no JSON, or its reference lacks the field
     */
    public PromptValues of(RewardInput input) {
        ObjectNode metadata = metadata(input);
        JsonNode messages = JsonReading.parseWhole(input.messages())
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new IllegalArgumentException("the prompt is no JSON array of messages"));
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put(PROMPT, ConversationText.of(messages));
        data.put(COMPLETION, completion(input.completion()));
        data.set(METADATA, metadata);
        Map<String, String> material = new LinkedHashMap<>();
        input.reference().ifPresent(reference -> material.put(REFERENCE, reference(reference)));
        Optional.ofNullable(metadata.get(contextField))
                .filter(context -> !context.isNull())
                .ifPresent(context -> material.put(CONTEXT, Passages.of(context).text()));
        material.forEach(data::put);
        if (!material.containsKey(CONTEXT)) {
            String system = ConversationText.ofSystem(messages);
            data.put(CONTEXT, system.isEmpty() ? ConversationText.of(messages) : system);
        }
        return new PromptValues(data).withBlock(MATERIAL, material);
    }

    /** The context as it was retrieved; empty where the metadata hold none. */
    public Optional<Passages> passages(RewardInput input) {
        return Optional.ofNullable(metadata(input).get(contextField))
                .filter(context -> !context.isNull())
                .map(Passages::of);
    }

    /** What judges see of a completion. */
    public String completion(String completion) {
        return showReasoning
                ? completion
                : ReasoningSplit.of(ReasoningStyle.Think.standard(), completion, false, new int[0])
                        .answer();
    }

    private String reference(String reference) {
        Optional<JsonNode> json = JsonReading.parseWhole(reference);
        if (json.isPresent() && json.get() instanceof ObjectNode object) {
            JsonNode field = referenceField.isEmpty() && object.size() == 1
                    ? object.elements().next()
                    : referenceField.isEmpty() ? object : object.get(referenceField);
            if (field == null) {
                throw new IllegalArgumentException(
                        "the reference has no field " + referenceField + ", but " + List.copyOf(names(object)));
            }
            return field.isTextual() ? field.textValue() : field.toString();
        }
        return json.filter(JsonNode::isTextual).map(JsonNode::textValue).orElse(reference);
    }

    private static Set<String> names(ObjectNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields.keySet();
    }

    private static ObjectNode metadata(RewardInput input) {
        return input.metadata()
                .map(text -> JsonReading.parseWhole(text)
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .orElseThrow(() -> new IllegalArgumentException("the metadata are no JSON object")))
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }
}
