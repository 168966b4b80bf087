package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.record.Nodes;
import java.util.Optional;

/** What rows of data sets hold beside prompt and answer, under the names that logs use. */
public final class RowMetadata {

    private RowMetadata() {}

    /** An answer of the assistant at the end of a conversation, which is taken off; a first message is none. */
    public static Optional<ObjectNode> takeAnswer(ArrayNode messages) {
        int last = messages.size() - 1;
        boolean answer = last > 0 && ChatMessages.role(messages.get(last)).equals("assistant");
        return answer ? Optional.of((ObjectNode) messages.remove(last)) : Optional.empty();
    }

    /** Whether the last of the turns says that it is not to be learned from, as rows of OpenAI's and Mistral's fine-tuning may. */
    static boolean isWithoutWeight(JsonNode turns) {
        JsonNode weight = turns.path(turns.size() - 1).path("weight");
        return weight.isNumber() && weight.doubleValue() == 0;
    }

    /** The reasoning of earlier turns, and the reasoning and calls of the answer. */
    public static ObjectNode of(MappedPrompt prompt, Optional<ObjectNode> answer) {
        ObjectNode side = Nodes.object();
        if (!prompt.reasoning().isEmpty()) {
            side.set("prompt_reasoning", prompt.reasoning());
        }
        answer.ifPresent(message -> {
            if (message.has("tool_calls")) {
                side.set("logged_tool_calls", message.get("tool_calls"));
            }
            if (message.has(PromptReasoning.FIELD)) {
                side.set("logged_reasoning", message.get(PromptReasoning.FIELD));
            }
        });
        return side;
    }
}
