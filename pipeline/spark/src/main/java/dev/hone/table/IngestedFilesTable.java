package dev.hone.table;

import static dev.hone.schema.Column.required;

import dev.hone.schema.IngestedFileRow;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** {@code ingested_files}: one file whose records are all in the tables, so that it is not read again. */
public final class IngestedFilesTable extends HoneTable {

    public static final TableDefinition DEFINITION = new TableDefinition(
            "ingested_files",
            "One file whose records are all in the tables prompts and quarantine, duplicates and filtered ones apart",
            List.of(
                    required("dataset", "STRING", "name of the data set, from the specification"),
                    required("path", "STRING", "the file"),
                    required(
                            "version",
                            "STRING",
                            "ETag, or time of the last change: tells the content from a later one"),
                    required("bytes", "BIGINT", "length of the file"),
                    required("settings", "STRING", "hash of the settings that decide what becomes of a record"),
                    required("records", "BIGINT", "records read from it"),
                    required("ingested_at", "TIMESTAMP", "when the run that read it began, UTC")),
            Map.of(),
            List.of("dataset"));

    IngestedFilesTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }

    /** What rows of the table say of a data set: one row for each content and each settings under which it was ingested. */
    public static List<IngestedFileRow> ofDataset(Dataset<Row> rows, String dataset) {
        return rows.where(functions.col("dataset").equalTo(dataset)).collectAsList().stream()
                .map(IngestedFilesTable::fromRow)
                .toList();
    }

    /** Rows in the columns of the table. */
    public Dataset<Row> rows(List<IngestedFileRow> files) {
        return frame(files.stream().map(IngestedFilesTable::toRow).toList());
    }

    private static Row toRow(IngestedFileRow file) {
        return RowFactory.create(
                file.dataset(),
                file.path(),
                file.version(),
                file.bytes(),
                file.settings(),
                file.records(),
                file.ingestedAt());
    }

    private static IngestedFileRow fromRow(Row row) {
        return new IngestedFileRow(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getLong(5),
                row.getTimestamp(6).toInstant());
    }
}
