package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.BIGINT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;

import java.util.List;
import java.util.Map;

/** {@code skipped_records}: one sound record that did not become a prompt, with the reason. The record itself stays in its source. */
public final class SkippedRecordColumns {

    public static final String DATASET = "dataset";
    public static final String SOURCE = "source";
    public static final String LINE = "line";
    public static final String OUTCOME = "outcome";
    public static final String REASON = "reason";
    public static final String MESSAGE = "message";
    public static final String PROMPT_ID = "prompt_id";
    public static final String KEPT_PROMPT_ID = "kept_prompt_id";
    public static final String SKIPPED_AT = "skipped_at";
    public static final String FILE_VERSION = "file_version";

    public static final TableDefinition<StoredRow> TABLE = new TableDefinition<>(
            "skipped_records",
            "One sound record that did not become a prompt, with its reason",
            List.of(
                    column(DATASET, STRING, "name of the data set, from the specification"),
                    column(SOURCE, STRING, "file that holds the record"),
                    column(LINE, BIGINT, "line in the file, from 1"),
                    column(OUTCOME, STRING, "duplicate or filtered"),
                    column(REASON, STRING, "reason code from the documented list"),
                    column(MESSAGE, STRING, "what the reason says of the record"),
                    column(
                            PROMPT_ID,
                            optional(STRING),
                            "id that the record has as a prompt, where it was read that far"),
                    column(KEPT_PROMPT_ID, optional(STRING), "prompt that a duplicate is one of"),
                    column(SKIPPED_AT, TIMESTAMP, "when the row was written, UTC"),
                    column(
                            FILE_VERSION,
                            optional(STRING),
                            "which content of the file, as in ingested_files; NULL in rows of tables")),
            Map.of("known_outcome", "outcome IN ('duplicate', 'filtered')"),
            List.of(DATASET, LINE, OUTCOME, REASON),
            row -> row);

    private SkippedRecordColumns() {}
}
