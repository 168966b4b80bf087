package dev.hone.ingest.dedup;

import static dev.hone.schema.PromptColumns.PROMPT_ID;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.when;

import dev.hone.ingest.parse.ParsedRows;
import dev.hone.ingest.record.FilterReason;
import dev.hone.schema.QuarantineColumns;
import dev.hone.settings.ingest.PromptSample;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes some of the new prompts, by a hash of seed and prompt. */
public final class Sampling {

    private static final int SHA_256 = 256;
    private static final int HASH_DIGITS = 13;
    private static final double HASH_RANGE = Math.pow(16, HASH_DIGITS);

    private Sampling() {}

    public static Dataset<Row> of(
            Dataset<Row> classified, Dataset<Row> stored, PromptSample sample, long seed, Intermediates intermediates) {
        Column hash = sha2(concat(lit(seed + ":"), col(PROMPT_ID)).cast("binary"), SHA_256);
        if (sample instanceof PromptSample.Fraction fraction) {
            return leaveOut(classified, position(hash).geq(fraction.share()));
        }
        if (sample instanceof PromptSample.Count count) {
            Dataset<Row> rows = intermediates.keep(classified);
            long room = Math.max(0, count.prompts() - stored.count());
            return leaveOut(rows, hash.gt(lastOfLeast(rows, hash, (int) room)));
        }
        return classified;
    }

    private static Column position(Column hash) {
        return conv(hash.substr(1, HASH_DIGITS), 16, 10).cast("double").divide(HASH_RANGE);
    }

    /** The greatest of the n least hashes of prompts; below every hash where n is 0. */
    private static String lastOfLeast(Dataset<Row> rows, Column hash, int n) {
        String greatest = rows.where(Merging.isPrompt())
                .select(hash.as("hash"))
                .orderBy("hash")
                .limit(n)
                .agg(max("hash"))
                .first()
                .getString(0);
        return greatest == null ? "" : greatest;
    }

    private static Dataset<Row> leaveOut(Dataset<Row> rows, Column unwanted) {
        Column goes = Merging.isPrompt().and(unwanted);
        return rows.withColumn(
                        QuarantineColumns.REASON,
                        when(goes, lit(FilterReason.NOT_SAMPLED.code())).otherwise(col(QuarantineColumns.REASON)))
                .withColumn(
                        ParsedRows.OUTCOME, when(goes, lit(ParsedRows.FILTERED)).otherwise(col(ParsedRows.OUTCOME)));
    }
}
