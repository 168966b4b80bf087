package dev.hone.ingest.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.when;

import dev.hone.ingest.parse.ParsedRows;
import dev.hone.ingest.record.FilterReason;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.QuarantineColumns;
import dev.hone.schema.SkippedRecordColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Classified rows in the columns of the table {@code skipped_records}. */
public final class SkippedRecordRows {

    private SkippedRecordRows() {}

    /**
     * The duplicates and filtered rows that the table does not have. A row is the same when the file with its version, line and outcome are,
     * so a repeated run adds none, whatever it now says of a record.
     */
    public static Dataset<Row> unseen(Dataset<Row> classified, Dataset<Row> stored, String dataset, Instant now) {
        Column filtered = col(ParsedRows.OUTCOME).equalTo(ParsedRows.FILTERED);
        Column duplicate = col(ParsedRows.OUTCOME).isin(Classification.DUPLICATE, Classification.DUPLICATE_OF_TABLE);
        Column takenBefore =
                coalesce(col(QuarantineColumns.REASON).equalTo(DuplicateReason.TAKEN_BEFORE.code()), lit(false));
        Dataset<Row> rows = classified
                .where(filtered.or(duplicate).and(takenBefore.equalTo(false)))
                .select(
                        lit(dataset).as(SkippedRecordColumns.DATASET),
                        col(PromptColumns.SOURCE).as(SkippedRecordColumns.SOURCE),
                        col(QuarantineColumns.LINE).as(SkippedRecordColumns.LINE),
                        when(filtered, lit(ParsedRows.FILTERED))
                                .otherwise(lit(Classification.DUPLICATE))
                                .as(SkippedRecordColumns.OUTCOME),
                        col(QuarantineColumns.REASON).as(SkippedRecordColumns.REASON),
                        meaning(col(QuarantineColumns.REASON)).as(SkippedRecordColumns.MESSAGE),
                        col(PromptColumns.PROMPT_ID).as(SkippedRecordColumns.PROMPT_ID),
                        when(duplicate, col(Classification.KEPT_ID)).as(SkippedRecordColumns.KEPT_PROMPT_ID),
                        lit(now).as(SkippedRecordColumns.SKIPPED_AT),
                        col(SkippedRecordColumns.FILE_VERSION));
        Dataset<Row> seen = stored.select(
                SkippedRecordColumns.SOURCE,
                SkippedRecordColumns.LINE,
                SkippedRecordColumns.OUTCOME,
                SkippedRecordColumns.FILE_VERSION);
        return rows.join(
                seen,
                rows.col(SkippedRecordColumns.SOURCE)
                        .equalTo(seen.col(SkippedRecordColumns.SOURCE))
                        .and(rows.col(SkippedRecordColumns.LINE).equalTo(seen.col(SkippedRecordColumns.LINE)))
                        .and(rows.col(SkippedRecordColumns.OUTCOME).equalTo(seen.col(SkippedRecordColumns.OUTCOME)))
                        .and(rows.col(SkippedRecordColumns.FILE_VERSION)
                                .eqNullSafe(seen.col(SkippedRecordColumns.FILE_VERSION))),
                "left_anti");
    }

    /** What a code of {@link FilterReason} or {@link DuplicateReason} says of a record. */
    public static Column meaning(Column code) {
        List<Column> pairs = new ArrayList<>();
        for (FilterReason reason : FilterReason.values()) {
            pairs.addAll(List.of(lit(reason.code()), lit(reason.meaning())));
        }
        for (DuplicateReason reason : DuplicateReason.values()) {
            pairs.addAll(List.of(lit(reason.code()), lit(reason.meaning())));
        }
        return element_at(map(pairs.toArray(Column[]::new)), code);
    }
}
