package dev.hone.grader.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What reward functions of the tests answer to an event. */
public final class FakeHandler {

    private FakeHandler() {}

    /** Each row's completion, read as a number. */
    public static String score(JsonNode event) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        event.forEach(sample -> rows.addObject()
                .<ObjectNode>set("id", sample.get("id"))
                .put("aggregate_reward_score", Double.parseDouble(completion(sample))));
        return rows.toString();
    }

    /** Whether the event has a row with this completion. */
    public static boolean has(JsonNode event, String completion) {
        for (JsonNode sample : event) {
            if (completion(sample).equals(completion)) {
                return true;
            }
        }
        return false;
    }

    /** The completion of a sample: its last message. */
    public static String completion(JsonNode sample) {
        JsonNode messages = sample.get("messages");
        return messages.get(messages.size() - 1).get("content").asText();
    }
}
