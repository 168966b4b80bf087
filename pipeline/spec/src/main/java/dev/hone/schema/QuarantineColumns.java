package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.BIGINT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;

import java.util.List;
import java.util.Map;

/** {@code quarantine}: one refused record, whole, with the reason. */
public final class QuarantineColumns {

    public static final String DATASET = "dataset";
    public static final String SOURCE = "source";
    public static final String LINE = "line";
    public static final String REASON = "reason";
    public static final String MESSAGE = "message";
    public static final String RAW = "raw";
    public static final String QUARANTINED_AT = "quarantined_at";
    public static final String FILE_VERSION = "file_version";

    public static final TableDefinition<StoredRow> TABLE = new TableDefinition<>(
            "quarantine",
            "One refused record, whole, with its reason",
            List.of(
                    column(DATASET, STRING, "name of the data set, from the specification"),
                    column(SOURCE, STRING, "file that the record came from"),
                    column(LINE, BIGINT, "line in the file, from 1; 0 for the file as a whole"),
                    column(REASON, STRING, "reason code from the documented list"),
                    column(MESSAGE, STRING, "what is wrong and what to do"),
                    column(RAW, optional(STRING), "the record as it was read"),
                    column(QUARANTINED_AT, TIMESTAMP, "when the row was written, UTC"),
                    column(
                            FILE_VERSION,
                            optional(STRING),
                            "which content of the file, as in ingested_files; NULL in rows of tables")),
            Map.of(),
            List.of(DATASET, LINE, REASON),
            row -> row);

    private QuarantineColumns() {}
}
