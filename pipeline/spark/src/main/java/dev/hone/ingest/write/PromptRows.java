package dev.hone.ingest.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import dev.hone.schema.PromptColumns;
import dev.hone.schema.QuarantineColumns;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Classified rows in the columns of the table {@code prompts}. */
public final class PromptRows {

    private PromptRows() {}

    public static Dataset<Row> of(Dataset<Row> prompts, String dataset, Instant now) {
        return prompts.select(
                col(PromptColumns.PROMPT_ID),
                lit(dataset).as(PromptColumns.DATASET),
                col(PromptColumns.SPLIT),
                col(PromptColumns.MESSAGES),
                col(PromptColumns.TOOLS),
                col(PromptColumns.REFERENCE_ANSWER),
                col(PromptColumns.METADATA),
                col(PromptColumns.LOGGED_ANSWER),
                col(PromptColumns.PROMPT_TOKENS),
                concat_ws(":", col(PromptColumns.SOURCE), col(QuarantineColumns.LINE))
                        .as(PromptColumns.SOURCE),
                lit(now).as(PromptColumns.INGESTED_AT));
    }
}
