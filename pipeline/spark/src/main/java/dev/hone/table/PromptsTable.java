package dev.hone.table;

import static dev.hone.schema.PromptColumns.DATASET;
import static dev.hone.schema.PromptColumns.LOGGED_ANSWER;
import static dev.hone.schema.PromptColumns.MESSAGES;
import static dev.hone.schema.PromptColumns.METADATA;
import static dev.hone.schema.PromptColumns.PROMPT_ID;
import static dev.hone.schema.PromptColumns.PROMPT_TOKENS;
import static dev.hone.schema.PromptColumns.REFERENCE_ANSWER;
import static dev.hone.schema.PromptColumns.SPLIT;
import static dev.hone.schema.PromptColumns.TOOLS;

import dev.hone.schema.PromptColumns;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import dev.hone.schema.StoredRow;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** {@code prompts}: one training or evaluation prompt in Chat Completions form. */
public final class PromptsTable extends HoneTable<StoredRow> {

    PromptsTable(Warehouse warehouse) {
        super(warehouse, PromptColumns.TABLE);
    }

    /** Whether there is a prompt of a data set and split. */
    public boolean holds(String dataset, Split split) {
        return !read().where(of(dataset, split)).isEmpty();
    }

    /** The prompts of a data set and split at a version of the table, in the order of their ids. */
    public List<PromptRow> prompts(long version, String dataset, Split split) {
        return rows(readVersion(version).where(of(dataset, split)).orderBy(PROMPT_ID));
    }

    /** The first prompts of a data set and split now, in the order of their ids. */
    public List<PromptRow> first(String dataset, Split split, int most) {
        return rows(read().where(of(dataset, split)).orderBy(PROMPT_ID).limit(most));
    }

    /** The prompts of a data set with these ids, in the order of the ids. */
    public List<PromptRow> ofIds(String dataset, Collection<String> ids) {
        return rows(read().where(functions
                        .col(DATASET)
                        .equalTo(dataset)
                        .and(functions.col(PROMPT_ID).isin(ids.toArray())))
                .orderBy(PROMPT_ID));
    }

    /** Rows with the columns of this table, in their order. */
    public static List<PromptRow> rows(Dataset<Row> prompts) {
        return prompts
                .select(
                        PROMPT_ID,
                        DATASET,
                        SPLIT,
                        MESSAGES,
                        TOOLS,
                        REFERENCE_ANSWER,
                        METADATA,
                        LOGGED_ANSWER,
                        PROMPT_TOKENS)
                .collectAsList()
                .stream()
                .map(row -> PromptRow.read(new SparkRow(row)))
                .toList();
    }

    /** Number of rows of each data set and split. */
    public Dataset<Row> counts() {
        return read().groupBy(DATASET, SPLIT).count();
    }

    private static Column of(String dataset, Split split) {
        return functions.col(DATASET).equalTo(dataset).and(functions.col(SPLIT).equalTo(split.columnValue()));
    }
}
