package dev.hone.ingest.dedup;

import static dev.hone.schema.PromptColumns.MESSAGES;
import static dev.hone.schema.PromptColumns.PROMPT_ID;
import static dev.hone.schema.PromptColumns.TOOLS;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Of conversations that begin with each other, as an agent's log holds them, keeps the longest. What is in the table stays there. */
final class LongestHistories {

    private LongestHistories() {}

    /**
     * Merges each prompt into the longest one that begins with it.
     *
     * @param classified rows of {@link Classification}
     * @param stored prompts of the table
     */
    static Dataset<Row> of(Dataset<Row> classified, Dataset<Row> stored) {
        Dataset<Row> longer = classified
                .where(Merging.isPrompt())
                .select(PROMPT_ID, MESSAGES, TOOLS)
                .unionByName(stored.select(PROMPT_ID, MESSAGES, TOOLS))
                .select(
                        col(PROMPT_ID).as(Merging.INTO),
                        ConversationColumns.length(col(MESSAGES)).as("messages_count"),
                        explode(ConversationColumns.earlierIds(col(MESSAGES), col(TOOLS)))
                                .as(Merging.FROM))
                .groupBy(Merging.FROM)
                .agg(max_by(col(Merging.INTO), struct(col("messages_count"), col(Merging.INTO)))
                        .as(Merging.INTO));
        return Merging.of(classified, longer, DuplicateReason.LONGER_HISTORY);
    }
}
