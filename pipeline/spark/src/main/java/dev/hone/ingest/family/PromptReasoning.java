package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.record.Nodes;
import java.util.StringJoiner;

/**
 * The reasoning of earlier turns, apart from the conversation: chat templates leave it out, and what another model thought is not what
 * the policy would have.
 *
 * @param messages the conversation; a turn of nothing but reasoning is left out
 * @param reasoning objects {@code {"message": …, "text": …}} with the index of the message that it stood in or in front of
 */
record PromptReasoning(ArrayNode messages, ArrayNode reasoning) {

    /** Field of a message for reasoning that is held apart from the text. */
    static final String FIELD = "reasoning_content";

    static PromptReasoning takenFrom(ArrayNode messages) {
        PromptReasoning split = new PromptReasoning(Nodes.array(), Nodes.array());
        for (JsonNode message : messages) {
            boolean assistant = ChatMessages.role(message).equals("assistant");
            if (assistant) {
                split.addAssistant((ObjectNode) message);
            } else {
                split.messages.add(message);
            }
        }
        return split;
    }

    private void addAssistant(ObjectNode message) {
        Reasoning inText = Reasoning.split(message.path("content").asText());
        JsonNode apart = message.path(FIELD);
        StringJoiner thoughts = new StringJoiner("\n");
        if (!apart.asText().isBlank()) {
            thoughts.add(apart.asText());
        }
        inText.reasoning().filter(text -> !text.isBlank()).ifPresent(thoughts::add);
        message.remove(FIELD);
        message.put("content", inText.answer());
        boolean empty = inText.answer().isBlank() && !message.has("tool_calls");
        boolean nothingElse =
                empty && (!apart.isMissingNode() || inText.reasoning().isPresent());
        if (thoughts.length() > 0) {
            reasoning.add(Nodes.object().put("message", messages.size()).put("text", thoughts.toString()));
        }
        if (!nothingElse) {
            messages.add(message);
        }
    }
}
