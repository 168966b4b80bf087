package dev.hone.ingest;

import static dev.hone.ingest.ParsedRows.OUTCOME;
import static dev.hone.ingest.ParsedRows.PROMPT;
import static dev.hone.table.PromptsTable.PROMPT_ID;
import static dev.hone.table.PromptsTable.REFERENCE_ANSWER;
import static dev.hone.table.PromptsTable.SOURCE;
import static dev.hone.table.QuarantineTable.LINE;
import static dev.hone.table.QuarantineTable.REASON;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Joins references and tells prompts from duplicates, in one pass over the parsed rows. Of equal prompts the first one that has a
 * reference is kept, in the order of files and lines; none is kept where the table has the prompt.
 */
final class Classification {

    /** Outcomes that the parser does not know. */
    static final String DUPLICATE = "duplicate";

    static final String DUPLICATE_OF_TABLE = "duplicate_of_table";

    /** Whether a duplicate has another reference than the prompt that is kept. */
    static final String CONFLICTING = "conflicting";

    /** The prompt that stands for a record: its own, or that of which it is a duplicate. */
    static final String KEPT_ID = "kept_id";

    private static final String STORED_ID = "stored_id";
    private static final String STORED_SOURCE = "stored_source";
    private static final String STORED_REFERENCE = "stored_reference";
    private static final String RANK = "rank_of_equals";
    private static final String KEPT_REFERENCE = "kept_reference";
    private static final String GROUP = "group_of_equals";

    private Classification() {}

    /**
     * Classifies rows.
     *
     * @param parsed rows of {@link ParsedRows}
     * @param references rows of {@link References#byKey}
     * @param stored ids and references of the prompts in the table
     */
    static Dataset<Row> of(Dataset<Row> parsed, Optional<Dataset<Row>> references, Dataset<Row> stored) {
        Dataset<Row> existing = stored.select(
                        col(PROMPT_ID).as(STORED_ID),
                        col(REFERENCE_ANSWER).as(STORED_REFERENCE),
                        col(SOURCE).as(STORED_SOURCE))
                .dropDuplicates(STORED_ID);
        Column isPrompt = col(OUTCOME).equalTo(PROMPT);
        // Rows that are no prompts stand alone in their group, so that the window costs them nothing.
        Dataset<Row> grouped = references
                .map(rows -> joinReferences(parsed, rows))
                .orElse(parsed)
                .withColumn(GROUP, coalesce(col(PROMPT_ID), concat_ws(":", col(SOURCE), col(LINE))));
        WindowSpec equals =
                Window.partitionBy(col(GROUP)).orderBy(col(REFERENCE_ANSWER).isNull(), col(SOURCE), col(LINE));
        Dataset<Row> ranked = grouped.withColumn(RANK, row_number().over(equals))
                .withColumn(
                        KEPT_REFERENCE,
                        first(REFERENCE_ANSWER)
                                .over(equals.rowsBetween(Window.unboundedPreceding(), Window.currentRow())))
                .join(existing, col(PROMPT_ID).equalTo(col(STORED_ID)), "left");
        Column keptReference =
                when(col(STORED_ID).isNotNull(), col(STORED_REFERENCE)).otherwise(col(KEPT_REFERENCE));
        Column outcome = when(isPrompt.and(col(STORED_ID).isNotNull()), lit(DUPLICATE_OF_TABLE))
                .when(isPrompt.and(col(RANK).gt(1)), lit(DUPLICATE))
                .otherwise(col(OUTCOME));
        Column takenBefore = col(STORED_SOURCE).equalTo(concat_ws(":", col(SOURCE), col(LINE)));
        Column reason = when(outcome.equalTo(DUPLICATE), lit(DuplicateReason.SAME_PROMPT.code()))
                .when(outcome.equalTo(DUPLICATE_OF_TABLE).and(takenBefore), lit(DuplicateReason.TAKEN_BEFORE.code()))
                .when(outcome.equalTo(DUPLICATE_OF_TABLE), lit(DuplicateReason.IN_DATA_SET.code()))
                .otherwise(col(REASON));
        return ranked.withColumn(
                        CONFLICTING,
                        col(REFERENCE_ANSWER)
                                .isNotNull()
                                .and(col(REFERENCE_ANSWER)
                                        .eqNullSafe(keptReference)
                                        .equalTo(false)))
                .withColumn(REASON, reason)
                .withColumn(OUTCOME, outcome)
                .withColumn(KEPT_ID, col(PROMPT_ID))
                .drop(STORED_ID, STORED_SOURCE, STORED_REFERENCE, RANK, KEPT_REFERENCE, GROUP);
    }

    /** A reference of the row's own counts before one of the file. */
    private static Dataset<Row> joinReferences(Dataset<Row> parsed, Dataset<Row> references) {
        return parsed.join(references, col(ParsedRows.JOIN_KEY).equalTo(col(References.KEY)), "left")
                .withColumn(REFERENCE_ANSWER, coalesce(col(REFERENCE_ANSWER), col(References.ANSWER)))
                .drop(References.KEY, References.ANSWER, References.ANSWERS);
    }
}
