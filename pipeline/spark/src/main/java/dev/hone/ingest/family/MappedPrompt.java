package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.record.RecordRefused;
import java.util.Optional;

/**
 * A request in Chat Completions form.
 *
 * @param messages checked messages, see {@link ChatMessages}, without the reasoning of earlier turns
 * @param reasoning that reasoning, see {@link PromptReasoning}
 * @param tools at least one tool
 * @param toolChoice what the caller asked of the tools
 */
public record MappedPrompt(
        ArrayNode messages, ArrayNode reasoning, Optional<JsonNode> tools, Optional<JsonNode> toolChoice) {

    /** Takes the reasoning out of the messages and checks that they are a prompt. */
    public static MappedPrompt of(ArrayNode messages, Optional<JsonNode> tools, Optional<JsonNode> toolChoice)
            throws RecordRefused {
        PromptReasoning split = PromptReasoning.takenFrom(messages);
        ChatMessages.requirePrompt(split.messages());
        return new MappedPrompt(split.messages(), split.reasoning(), tools, toolChoice);
    }

    public static MappedPrompt ofMessages(ArrayNode messages) throws RecordRefused {
        return of(messages, Optional.empty(), Optional.empty());
    }
}
