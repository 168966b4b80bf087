package dev.hone.grader.reply;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * An answer as it is kept.
 *
 * @param key SHA-256 (hex) of model, question and all that may change the answer
 * @param model which model answered, at which endpoint
 * @param costMicroUsd millionths of a US dollar; empty where no price is known
 * @param latencyMillis that the model took
 */
public record StoredReply(
        String key,
        String model,
        String text,
        String finishReason,
        int promptTokens,
        int completionTokens,
        OptionalLong costMicroUsd,
        long latencyMillis,
        Instant createdAt) {

    public StoredReply {
        requireNonNull(key, "key");
        requireNonNull(model, "model");
        requireNonNull(text, "text");
        requireNonNull(finishReason, "finishReason");
        requireNonNull(costMicroUsd, "costMicroUsd");
        requireNonNull(createdAt, "createdAt");
    }
}
