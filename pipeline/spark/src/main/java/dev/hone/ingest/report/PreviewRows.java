package dev.hone.ingest.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.hone.ingest.dedup.Classification;
import dev.hone.ingest.dedup.Merging;
import dev.hone.ingest.dedup.SkippedRecordRows;
import dev.hone.ingest.parse.ParsedRows;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.QuarantineColumns;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** What a dry run shows of classified rows. */
final class PreviewRows {

    /** Records shown for each reason. */
    static final int EXAMPLES = 3;

    private static final int MEDIAN_ACCURACY = 10_000;

    private PreviewRows() {}

    static List<IngestPreview.FamilyTokens> families(Dataset<Row> classified) {
        Column tokens = col(PromptColumns.PROMPT_TOKENS);
        return classified
                .where(Merging.isPrompt())
                .groupBy(ParsedRows.FAMILY)
                .agg(
                        count(lit(1)).as("prompts"),
                        sum(tokens).as("tokens"),
                        min(tokens).as("min_tokens"),
                        percentile_approx(tokens, lit(0.5), lit(MEDIAN_ACCURACY))
                                .as("median_tokens"),
                        max(tokens).as("max_tokens"))
                .orderBy(ParsedRows.FAMILY)
                .collectAsList()
                .stream()
                .map(row -> new IngestPreview.FamilyTokens(
                        row.getAs(ParsedRows.FAMILY),
                        row.getAs("prompts"),
                        row.getAs("tokens"),
                        row.getAs("min_tokens"),
                        row.getAs("median_tokens"),
                        row.getAs("max_tokens")))
                .toList();
    }

    /** The first records of each reason in the order of files and lines. */
    static List<IngestPreview.Example> examples(Dataset<Row> classified) {
        Column outcome = when(
                        col(ParsedRows.OUTCOME).equalTo(Classification.DUPLICATE_OF_TABLE),
                        lit(Classification.DUPLICATE))
                .otherwise(col(ParsedRows.OUTCOME));
        WindowSpec alike = Window.partitionBy("shown_outcome", QuarantineColumns.REASON);
        return classified
                .where(col(QuarantineColumns.REASON).isNotNull())
                .withColumn("shown_outcome", outcome)
                .withColumn("alike", count(lit(1)).over(alike))
                .withColumn(
                        "place_in_order",
                        row_number().over(alike.orderBy(PromptColumns.SOURCE, QuarantineColumns.LINE)))
                .where(col("place_in_order").leq(EXAMPLES))
                .orderBy("shown_outcome", QuarantineColumns.REASON, "place_in_order")
                .select(
                        col("shown_outcome"),
                        col(QuarantineColumns.REASON),
                        col("alike"),
                        concat_ws(":", col(PromptColumns.SOURCE), col(QuarantineColumns.LINE))
                                .as("place"),
                        coalesce(
                                        col(QuarantineColumns.MESSAGE),
                                        SkippedRecordRows.meaning(col(QuarantineColumns.REASON)))
                                .as("meaning"),
                        coalesce(col(QuarantineColumns.RAW).substr(1, 1000), lit(""))
                                .as("beginning"))
                .collectAsList()
                .stream()
                .map(row -> new IngestPreview.Example(
                        row.getAs("shown_outcome"),
                        row.getAs(QuarantineColumns.REASON),
                        row.getAs("alike"),
                        row.getAs("place"),
                        row.getAs("meaning"),
                        row.getAs("beginning")))
                .toList();
    }
}
