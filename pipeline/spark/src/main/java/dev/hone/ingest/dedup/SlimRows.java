package dev.hone.ingest.dedup;

import dev.hone.schema.PromptColumns;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows, and the same rows without the texts of prompts. Texts are most of the bytes, and Spark reads all of a row that it has kept: what
 * counts and decides looks at the outline.
 *
 * @param rows with all columns
 * @param outline without messages, tools, metadata and logged answers
 */
public record SlimRows(Dataset<Row> rows, Dataset<Row> outline) {

    private static final String[] TEXTS = {
        PromptColumns.MESSAGES, PromptColumns.TOOLS, PromptColumns.METADATA, PromptColumns.LOGGED_ANSWER
    };

    /** Keeps rows and their outline. */
    static SlimRows keep(Dataset<Row> rows, Intermediates intermediates) {
        return new SlimRows(intermediates.keep(rows), intermediates.keep(rows.drop(TEXTS)));
    }

    /** Does the same to the rows and to their outline, for which it must not need the texts. */
    SlimRows map(UnaryOperator<Dataset<Row>> change) {
        return new SlimRows(change.apply(rows), change.apply(outline));
    }
}
