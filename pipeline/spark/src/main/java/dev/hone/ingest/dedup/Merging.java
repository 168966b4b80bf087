package dev.hone.ingest.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.hone.ingest.parse.ParsedRows;
import dev.hone.schema.QuarantineColumns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes prompts duplicates of others. */
public final class Merging {

    /** Columns of what is merged: the id that goes, and the one that stands for it. */
    static final String FROM = "merged_id";

    static final String INTO = "merged_into";

    private Merging() {}

    public static Column isPrompt() {
        return col(ParsedRows.OUTCOME).equalTo(ParsedRows.PROMPT);
    }

    /** The classified rows after merging; duplicates of a prompt that goes follow it. */
    static Dataset<Row> of(Dataset<Row> classified, Dataset<Row> merged, DuplicateReason reason) {
        Column goes = isPrompt().and(col(FROM).isNotNull());
        return classified
                .join(merged.select(FROM, INTO), col(Classification.KEPT_ID).equalTo(col(FROM)), "left")
                .withColumn(Classification.KEPT_ID, coalesce(col(INTO), col(Classification.KEPT_ID)))
                .withColumn(
                        QuarantineColumns.REASON,
                        when(goes, lit(reason.code())).otherwise(col(QuarantineColumns.REASON)))
                .withColumn(
                        ParsedRows.OUTCOME,
                        when(goes, lit(Classification.DUPLICATE)).otherwise(col(ParsedRows.OUTCOME)))
                .drop(FROM, INTO);
    }
}
