package dev.hone.schema;

import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.optional;

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
        int promptTokens) {

    /** The record of a row of the table {@code prompts}, with these columns of it. */
    public static PromptRow read(StoredRow row) {
        return new PromptRow(
                row.get(PromptColumns.PROMPT_ID, STRING),
                row.get(PromptColumns.DATASET, STRING),
                Split.ofColumn(row.get(PromptColumns.SPLIT, STRING)),
                row.get(PromptColumns.MESSAGES, STRING),
                row.get(PromptColumns.TOOLS, optional(STRING)),
                row.get(PromptColumns.REFERENCE_ANSWER, optional(STRING)),
                row.get(PromptColumns.METADATA, optional(STRING)),
                row.get(PromptColumns.LOGGED_ANSWER, optional(STRING)),
                row.get(PromptColumns.PROMPT_TOKENS, INT));
    }
}
