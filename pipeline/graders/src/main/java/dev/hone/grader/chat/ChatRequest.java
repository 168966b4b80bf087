package dev.hone.grader.chat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A question to a chat model. Two equal requests may be answered by one call.
 *
 * @param messages the conversation, at least one message
 * @param maxTokens tokens that the answer may have, at least 1
 * @param temperature of sampling; empty: the endpoint's own
 * @param seed of sampling, for endpoints that take one
 * @param schema JSON Schema that the answer must keep to, as JSON text, where the endpoint can enforce one
 * @param vote which of several answers to the same question this is, from 0
 */
public record ChatRequest(
        List<ChatMessage> messages,
        int maxTokens,
        OptionalDouble temperature,
        OptionalLong seed,
        Optional<String> schema,
        int vote) {

    public ChatRequest {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || maxTokens < 1 || vote < 0) {
            throw new IllegalArgumentException(
                    "a request needs a message, room for an answer and a vote from 0 on, got " + messages.size()
                            + " messages, maxTokens " + maxTokens + ", vote " + vote);
        }
    }

    /** The same without a seed. */
    ChatRequest withoutSeed() {
        return new ChatRequest(messages, maxTokens, temperature, OptionalLong.empty(), schema, vote);
    }
}
