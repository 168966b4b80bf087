package dev.hone.grader.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.RewardInput;
import dev.hone.reward.grader.JsonReading;

/**
 * A completion as OpenAI's graders see it, and Azure's endpoints.
 *
 * @param sample the answer: {@code output_text}; {@code output_json}, where the whole answer is JSON; {@code output_tools}, the calls that
 *     it holds; {@code choices}, the same as a reply of chat completions
 * @param item the row of the dataset: {@code messages}, {@code reference_answer} and all other fields, beside each other
 */
public record GradedSample(ObjectNode sample, ObjectNode item) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String REFERENCE = "reference_answer";
    private static final String MESSAGES = "messages";

    /** What the row of a completion says. */
    public static GradedSample of(RewardInput input) {
        return new GradedSample(sample(input.completion()), item(input));
    }

    private static ObjectNode sample(String completion) {
        ObjectNode sample = JSON.objectNode();
        sample.put("output_text", completion);
        JsonReading.parseWhole(completion)
                .filter(JsonNode::isContainerNode)
                .ifPresent(json -> sample.set("output_json", json));
        ObjectNode message = JSON.objectNode().put("role", "assistant").put("content", completion);
        sample.set("output_tools", ToolCalls.in(completion));
        message.set("tool_calls", ToolCalls.in(completion));
        sample.putArray("choices").addObject().put("index", 0).set("message", message);
        return sample;
    }

    private static ObjectNode item(RewardInput input) {
        ObjectNode item = input.metadata()
                .flatMap(JsonReading::parseWhole)
                .filter(JsonNode::isObject)
                .map(metadata -> ((ObjectNode) metadata).deepCopy())
                .orElseGet(JSON::objectNode);
        JsonReading.parseWhole(input.messages()).ifPresent(messages -> item.set(MESSAGES, messages));
        input.reference().ifPresent(reference -> item.set(REFERENCE, LambdaEvent.asWritten(reference)));
        return item;
    }
}
