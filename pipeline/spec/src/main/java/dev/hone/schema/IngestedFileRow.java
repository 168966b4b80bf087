package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.BIGINT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One ingested file.
 *
 * @param version tells its content from a later one under the same path
 * @param settings hash of the settings that decide what happens to a record
 * @param records records read from it, prompts and others
 */
public record IngestedFileRow(
        String dataset, String path, String version, long bytes, String settings, long records, Instant ingestedAt) {
    public static final Column<IngestedFileRow, String> DATASET =
            column("dataset", STRING, "name of the data set, from the specification", IngestedFileRow::dataset);
    public static final Column<IngestedFileRow, String> PATH =
            column("path", STRING, "the file", IngestedFileRow::path);
    public static final Column<IngestedFileRow, String> VERSION = column(
            "version",
            STRING,
            "ETag, or time of the last change: tells the content from a later one",
            IngestedFileRow::version);
    public static final Column<IngestedFileRow, Long> BYTES =
            column("bytes", BIGINT, "length of the file", IngestedFileRow::bytes);
    public static final Column<IngestedFileRow, String> SETTINGS = column(
            "settings", STRING, "hash of the settings that decide what becomes of a record", IngestedFileRow::settings);
    public static final Column<IngestedFileRow, Long> RECORDS =
            column("records", BIGINT, "records read from it", IngestedFileRow::records);
    public static final Column<IngestedFileRow, Instant> INGESTED_AT =
            column("ingested_at", TIMESTAMP, "when the run that read it began, UTC", IngestedFileRow::ingestedAt);

    public static final TableDefinition<IngestedFileRow> TABLE = new TableDefinition<>(
            "ingested_files",
            "One file whose records are all in the tables prompts and quarantine, duplicates and filtered ones apart",
            List.of(DATASET, PATH, VERSION, BYTES, SETTINGS, RECORDS, INGESTED_AT),
            Map.of(),
            Column.names(DATASET),
            IngestedFileRow::read);

    private static IngestedFileRow read(StoredRow row) {
        return new IngestedFileRow(
                row.get(DATASET),
                row.get(PATH),
                row.get(VERSION),
                row.get(BYTES),
                row.get(SETTINGS),
                row.get(RECORDS),
                row.get(INGESTED_AT));
    }
}
