package dev.hone.ingest.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import dev.hone.table.PromptsTable;
import dev.hone.table.QuarantineTable;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Classified rows in the columns of the table {@code prompts}. */
public final class PromptRows {

    private PromptRows() {}

    public static Dataset<Row> of(Dataset<Row> prompts, String dataset, Instant now) {
        return prompts.select(
                col(PromptsTable.PROMPT_ID),
                lit(dataset).as(PromptsTable.DATASET),
                col(PromptsTable.SPLIT),
                col(PromptsTable.MESSAGES),
                col(PromptsTable.TOOLS),
                col(PromptsTable.REFERENCE_ANSWER),
                col(PromptsTable.METADATA),
                col(PromptsTable.LOGGED_ANSWER),
                col(PromptsTable.PROMPT_TOKENS),
                concat_ws(":", col(PromptsTable.SOURCE), col(QuarantineTable.LINE))
                        .as(PromptsTable.SOURCE),
                lit(now).as(PromptsTable.INGESTED_AT));
    }
}
