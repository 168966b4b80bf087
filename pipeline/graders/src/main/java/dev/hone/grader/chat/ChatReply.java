package dev.hone.grader.chat;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * What a chat model answered.
 *
 * @param text the answer; empty where the model refused
 * @param finishReason why the answer ended, in the endpoint's word, such as {@code stop}, {@code length} or {@code content_filter}
 * @param promptTokens tokens of the question, as the endpoint counts them
 * @param completionTokens tokens of the answer
 * @param costMicroUsd what the call cost, millionths of a US dollar; empty where no price is known. 0 for an answer that was paid before
 * @param latencyMillis from sending the request to its answer, without waiting for the limiter
 */
public record ChatReply(
        String text,
        String finishReason,
        int promptTokens,
        int completionTokens,
        OptionalLong costMicroUsd,
        long latencyMillis) {

    public ChatReply {
        requireNonNull(text, "text");
        requireNonNull(finishReason, "finishReason");
    }
}
