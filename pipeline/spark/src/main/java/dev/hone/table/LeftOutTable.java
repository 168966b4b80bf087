package dev.hone.table;

import static dev.hone.schema.Column.optional;
import static dev.hone.schema.Column.required;

import java.util.List;
import java.util.Map;

/** {@code left_out}: one sound record that did not become a prompt, with the reason. The record itself stays in its source. */
public final class LeftOutTable extends HoneTable {

    public static final String DATASET = "dataset";
    public static final String SOURCE = "source";
    public static final String LINE = "line";
    public static final String OUTCOME = "outcome";
    public static final String REASON = "reason";
    public static final String MESSAGE = "message";
    public static final String PROMPT_ID = "prompt_id";
    public static final String KEPT_PROMPT_ID = "kept_prompt_id";
    public static final String LEFT_OUT_AT = "left_out_at";
    public static final String FILE_VERSION = "file_version";

    public static final TableDefinition DEFINITION = new TableDefinition(
            "left_out",
            "One sound record that did not become a prompt, with its reason",
            List.of(
                    required(DATASET, "STRING", "name of the data set, from the specification"),
                    required(SOURCE, "STRING", "file that holds the record"),
                    required(LINE, "BIGINT", "line in the file, from 1"),
                    required(OUTCOME, "STRING", "duplicate or filtered"),
                    required(REASON, "STRING", "reason code from the documented list"),
                    required(MESSAGE, "STRING", "what the reason says of the record"),
                    optional(PROMPT_ID, "STRING", "id that the record has as a prompt, where it was read that far"),
                    optional(KEPT_PROMPT_ID, "STRING", "prompt that a duplicate is one of"),
                    required(LEFT_OUT_AT, "TIMESTAMP", "when the row was written, UTC"),
                    optional(
                            FILE_VERSION,
                            "STRING",
                            "which content of the file, as in ingested_files; NULL in rows of tables")),
            Map.of("known_outcome", "outcome IN ('duplicate', 'filtered')"),
            List.of(DATASET, LINE, OUTCOME, REASON));

    LeftOutTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }
}
