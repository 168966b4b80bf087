package dev.hone.grader.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hone.reward.RewardInput;
import dev.hone.reward.grader.JsonReading;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The event of one call: an array of samples with {@code id}, {@code messages} (the last one is the completion) and, where the contract says,
 * the reference. An id is the prompt's with the number of the sample, and no two samples of an event share one.
 */
public record LambdaEvent(ArrayNode samples) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String REFERENCE = "reference_answer";
    private static final String ID = "id";

    static LambdaEvent of(List<RewardInput> inputs, LambdaContract contract) {
        ArrayNode samples = JSON.arrayNode();
        Set<String> ids = new HashSet<>();
        inputs.forEach(input -> samples.add(sample(input, id(input, ids), contract)));
        return new LambdaEvent(samples);
    }

    /** As JSON text. */
    public String json() {
        return samples.toString();
    }

    /** The ids of the samples, in order. */
    public List<JsonNode> ids() {
        return StreamSupport.stream(samples.spliterator(), false)
                .map(sample -> sample.path(ID))
                .toList();
    }

    private static String id(RewardInput input, Set<String> taken) {
        String id = input.promptId() + "-" + input.sample();
        for (int n = 2; !taken.add(id); n++) { // only checks and SQL score a sample twice in a batch
            id = input.promptId() + "-" + input.sample() + "-" + n;
        }
        return id;
    }

    private static ObjectNode sample(RewardInput input, String id, LambdaContract contract) {
        ObjectNode sample = JSON.objectNode();
        sample.put(ID, id);
        sample.set("messages", messages(input, contract.assistantRole()));
        ObjectNode besides = metadata(input);
        input.reference().ifPresent(text -> besides.set(REFERENCE, reference(text, contract.referencePlace())));
        if (contract.referencePlace() == ReferencePlace.METADATA) {
            return sample.set("metadata", besides);
        }
        besides.properties().stream()
                .filter(field -> !sample.has(field.getKey()))
                .forEach(field -> sample.set(field.getKey(), field.getValue()));
        return sample;
    }

    private static ArrayNode messages(RewardInput input, String role) {
        ArrayNode messages = JSON.arrayNode();
        JsonReading.parseWhole(input.messages())
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new IllegalArgumentException("the messages of a prompt are no JSON array"))
                .forEach(messages::add);
        messages.addObject().put("role", role).put("content", input.completion());
        return messages;
    }

    private static ObjectNode metadata(RewardInput input) {
        return input.metadata()
                .flatMap(JsonReading::parseWhole)
                .filter(JsonNode::isObject)
                .map(metadata -> ((ObjectNode) metadata).deepCopy())
                .orElseGet(JSON::objectNode);
    }

    private static JsonNode reference(String text, ReferencePlace place) {
        JsonNode written = asWritten(text);
        return place == ReferencePlace.TEXT && written.isTextual()
                ? JSON.objectNode().set("text", written)
                : written;
    }

    /** A reference as it was in the dataset: an object or a list as JSON, all else as a text, so that 007 stays 007. */
    static JsonNode asWritten(String reference) {
        return JsonReading.parseWhole(reference)
                .filter(JsonNode::isContainerNode)
                .orElseGet(() -> TextNode.valueOf(reference));
    }
}
