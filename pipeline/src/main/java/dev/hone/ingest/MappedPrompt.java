package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;

/**
 * A request in Chat Completions form.
 *
 * @param messages checked messages, see {@link ChatMessages}
 * @param tools at least one tool
 * @param toolChoice what the caller asked of the tools
 */
record MappedPrompt(ArrayNode messages, Optional<JsonNode> tools, Optional<JsonNode> toolChoice) {

    static MappedPrompt ofMessages(ArrayNode messages) {
        return new MappedPrompt(messages, Optional.empty(), Optional.empty());
    }
}
