package dev.hone.table;

import static dev.hone.schema.Column.optional;
import static dev.hone.schema.Column.required;

import java.util.List;
import java.util.Map;

/** {@code quarantine}: one refused record, whole, with the reason. */
public final class QuarantineTable extends HoneTable {

    public static final String DATASET = "dataset";
    public static final String SOURCE = "source";
    public static final String LINE = "line";
    public static final String REASON = "reason";
    public static final String MESSAGE = "message";
    public static final String RAW = "raw";
    public static final String QUARANTINED_AT = "quarantined_at";
    public static final String FILE_VERSION = "file_version";

    public static final TableDefinition DEFINITION = new TableDefinition(
            "quarantine",
            "One refused record, whole, with its reason",
            List.of(
                    required(DATASET, "STRING", "name of the data set, from the specification"),
                    required(SOURCE, "STRING", "file that the record came from"),
                    required(LINE, "BIGINT", "line in the file, from 1; 0 for the file as a whole"),
                    required(REASON, "STRING", "reason code from the documented list"),
                    required(MESSAGE, "STRING", "what is wrong and what to do"),
                    optional(RAW, "STRING", "the record as it was read"),
                    required(QUARANTINED_AT, "TIMESTAMP", "when the row was written, UTC"),
                    optional(
                            FILE_VERSION,
                            "STRING",
                            "which content of the file, as in ingested_files; NULL in rows of tables")),
            Map.of(),
            List.of(DATASET, LINE, REASON));

    QuarantineTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }
}
