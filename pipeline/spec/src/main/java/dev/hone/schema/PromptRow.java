package dev.hone.schema;

import java.util.Optional;

/**
 * A prompt as the training loop uses it.
 *
 * @param messages JSON array of chat messages
 * @param tools JSON array of tools
 * @param referenceAnswer text or JSON that the reward compares with
 * @param metadata JSON object
 * @param loggedAnswer the answer that the log recorded
 * @param promptTokens length in tokens of the policy
 */
public record PromptRow(
        String promptId,
        String dataset,
        Split split,
        String messages,
        Optional<String> tools,
        Optional<String> referenceAnswer,
        Optional<String> metadata,
        Optional<String> loggedAnswer,
        int promptTokens) {}
