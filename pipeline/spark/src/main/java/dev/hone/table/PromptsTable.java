package dev.hone.table;

import static dev.hone.schema.Column.optional;
import static dev.hone.schema.Column.required;

import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** {@code prompts}: one training or evaluation prompt in Chat Completions form. */
public final class PromptsTable extends HoneTable {

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

    public static final TableDefinition DEFINITION = new TableDefinition(
            "prompts",
            "One training or evaluation prompt in Chat Completions form",
            List.of(
                    required(PROMPT_ID, "STRING", "hash of the normalised content: the same prompt has the same id"),
                    required(DATASET, "STRING", "name of the data set, from the specification"),
                    required(SPLIT, "STRING", "train, validation or test; by hash of the prompt"),
                    required(MESSAGES, "STRING", "JSON array of chat messages"),
                    optional(TOOLS, "STRING", "JSON array of tools, as it was written"),
                    optional(
                            REFERENCE_ANSWER,
                            "STRING",
                            "what the reward compares with: text, or JSON as it was written"),
                    optional(METADATA, "STRING", "JSON object: fields that came with the record"),
                    optional(LOGGED_ANSWER, "STRING", "the answer in the log, where there is one"),
                    required(PROMPT_TOKENS, "INT", "length in tokens of the policy, chat template included"),
                    required(SOURCE, "STRING", "file and line that it came from"),
                    required(INGESTED_AT, "TIMESTAMP", "when the row was written, UTC")),
            Map.of("known_split", "split IN ('train', 'validation', 'test')", "has_tokens", "prompt_tokens > 0"),
            List.of(PROMPT_ID, DATASET, SPLIT, PROMPT_TOKENS));

    PromptsTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }

    /** Whether there is a prompt of a data set and split. */
    public boolean holds(String dataset, Split split) {
        return !read().where(of(dataset, split)).isEmpty();
    }

    /** The prompts of a data set and split at a version of the table, in the order of their ids. */
    public List<PromptRow> prompts(long version, String dataset, Split split) {
        return readVersion(version)
                .where(of(dataset, split))
                .select(PROMPT_ID, DATASET, MESSAGES, TOOLS, REFERENCE_ANSWER, METADATA, LOGGED_ANSWER, PROMPT_TOKENS)
                .orderBy(PROMPT_ID)
                .collectAsList()
                .stream()
                .map(row -> toPrompt(row, split))
                .toList();
    }

    /** Number of rows of each data set and split. */
    public Dataset<Row> counts() {
        return read().groupBy(DATASET, SPLIT).count();
    }

    private static Column of(String dataset, Split split) {
        return functions.col(DATASET).equalTo(dataset).and(functions.col(SPLIT).equalTo(split.columnValue()));
    }

    private static PromptRow toPrompt(Row row, Split split) {
        return new PromptRow(
                row.getString(0),
                row.getString(1),
                split,
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getString(6)),
                row.getInt(7));
    }
}
