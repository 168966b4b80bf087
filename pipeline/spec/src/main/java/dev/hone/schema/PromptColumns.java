package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;

import java.util.List;
import java.util.Map;

/** {@code prompts}: one training or evaluation prompt in Chat Completions form. */
public final class PromptColumns {

    public static final String PROMPT_ID = "prompt_id";
    public static final String DATASET = "dataset";
    public static final String SPLIT = "split";
    public static final String MESSAGES = "messages";
    public static final String TOOLS = "tools";
    public static final String REFERENCE_ANSWER = "reference_answer";
    public static final String METADATA = "metadata";
    public static final String LOGGED_ANSWER = "logged_answer";
    public static final String PROMPT_TOKENS = "prompt_tokens";
    public static final String SOURCE = "source";
    public static final String INGESTED_AT = "ingested_at";

    public static final TableDefinition<StoredRow> TABLE = new TableDefinition<>(
            "prompts",
            "One training or evaluation prompt in Chat Completions form",
            List.of(
                    column(PROMPT_ID, STRING, "hash of the normalised content: the same prompt has the same id"),
                    column(DATASET, STRING, "name of the data set, from the specification"),
                    column(SPLIT, STRING, "train, validation or test; by hash of the prompt"),
                    column(MESSAGES, STRING, "JSON array of chat messages"),
                    column(TOOLS, optional(STRING), "JSON array of tools, as it was written"),
                    column(
                            REFERENCE_ANSWER,
                            optional(STRING),
                            "what the reward compares with: text, or JSON as it was written"),
                    column(METADATA, optional(STRING), "JSON object: fields that came with the record"),
                    column(LOGGED_ANSWER, optional(STRING), "the answer in the log, where there is one"),
                    column(PROMPT_TOKENS, INT, "length in tokens of the policy, chat template included"),
                    column(SOURCE, STRING, "file and line that it came from"),
                    column(INGESTED_AT, TIMESTAMP, "when the row was written, UTC")),
            Map.of("known_split", "split IN ('train', 'validation', 'test')", "has_tokens", "prompt_tokens > 0"),
            List.of(PROMPT_ID, DATASET, SPLIT, PROMPT_TOKENS),
            row -> row);

    private PromptColumns() {}
}
