package dev.hone.ingest.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.hone.ingest.parse.ParsedRows;
import dev.hone.schema.QuarantineColumns;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Classified rows in the columns of the table {@code quarantine}. */
final class QuarantineRows {

    private static final String HASH = "raw_hash";

    private QuarantineRows() {}

    /**
     * The refused rows that the table does not have. A row is the same when the file with its version, line, reason and text are: a file that
     * was replaced gives new rows.
     */
    static Dataset<Row> unseen(Dataset<Row> classified, Dataset<Row> stored, String dataset, Instant now) {
        Dataset<Row> refused = classified
                .where(col(ParsedRows.OUTCOME).equalTo(ParsedRows.QUARANTINED))
                .withColumn(HASH, xxhash64(col(QuarantineColumns.RAW)));
        Dataset<Row> seen = stored.select(
                col(QuarantineColumns.SOURCE),
                col(QuarantineColumns.LINE),
                col(QuarantineColumns.REASON),
                xxhash64(col(QuarantineColumns.RAW)).as(HASH),
                col(QuarantineColumns.FILE_VERSION));
        Column same = equal(refused, seen, QuarantineColumns.SOURCE)
                .and(equal(refused, seen, QuarantineColumns.LINE))
                .and(equal(refused, seen, QuarantineColumns.REASON))
                .and(equal(refused, seen, HASH))
                .and(refused.col(QuarantineColumns.FILE_VERSION).eqNullSafe(seen.col(QuarantineColumns.FILE_VERSION)));
        return refused.join(seen, same, "left_anti")
                .select(
                        lit(dataset).as(QuarantineColumns.DATASET),
                        col(QuarantineColumns.SOURCE),
                        col(QuarantineColumns.LINE),
                        col(QuarantineColumns.REASON),
                        col(QuarantineColumns.MESSAGE),
                        col(QuarantineColumns.RAW),
                        lit(now).as(QuarantineColumns.QUARANTINED_AT),
                        col(QuarantineColumns.FILE_VERSION));
    }

    private static Column equal(Dataset<Row> left, Dataset<Row> right, String column) {
        return left.col(column).equalTo(right.col(column));
    }
}
