package dev.hone.ingest.dedup;

import static dev.hone.ingest.parse.ParsedRows.OUTCOME;
import static dev.hone.ingest.parse.ParsedRows.PROMPT;
import static dev.hone.ingest.parse.ParsedRows.SOURCE_INDEX;
import static dev.hone.schema.PromptColumns.PROMPT_ID;
import static dev.hone.schema.PromptColumns.REFERENCE_ANSWER;
import static dev.hone.schema.PromptColumns.SOURCE;
import static dev.hone.schema.PromptColumns.SPLIT;
import static dev.hone.schema.QuarantineColumns.LINE;
import static dev.hone.schema.QuarantineColumns.REASON;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.hone.ingest.parse.ParsedRows;
import dev.hone.ingest.reference.References;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Joins references and tells prompts from duplicates. Of equal prompts the first one that has a reference is kept, in the order of files and
 * lines; none is kept where the table has the prompt. Sources that say their split come before others, held-out ones first.
 *
 * <p>This is decided on the outline of rows: the texts stay where they were parsed. What is decided of few rows travels to them; of many,
 * both are shuffled.
 */
public final class Classification {

    /** Outcomes that the parser does not know. */
    public static final String DUPLICATE = "duplicate";

    public static final String DUPLICATE_OF_TABLE = "duplicate_of_table";

    /** Whether a duplicate has another reference than the prompt that is kept. */
    public static final String CONFLICTING = "conflicting";

    /** The prompt that stands for a record: its own, or that of which it is a duplicate. */
    static final String KEPT_ID = "kept_id";

    /** Some 300 bytes each, in every executor. */
    private static final long MAX_TRAVELLING_ROWS = 200_000;

    private static final String STORED_ID = "stored_id";
    private static final String STORED_SOURCE = "stored_source";
    private static final String STORED_REFERENCE = "stored_reference";
    private static final String STORED_SPLIT = "stored_split";
    private static final String PRECEDENCE = "source_precedence";
    private static final String KEPT_SPLIT = "kept_split";
    private static final String KEPT_PRECEDENCE = "kept_precedence";
    private static final String RANK = "rank_of_equals";
    private static final String KEPT_REFERENCE = "kept_reference";

    /** Columns of what is decided, apart from those of the rows. */
    private static final String DECIDED = "decided_";

    private Classification() {}

    /**
     * Classifies rows.
     *
     * @param parsed rows of {@link ParsedRows}
     * @param references rows of {@link References#byKey}
     * @param stored ids, references and splits of the prompts in the table
     * @param heldOut sources that say their split
     */
    public static SlimRows of(
            Dataset<Row> parsed,
            Optional<Dataset<Row>> references,
            Dataset<Row> stored,
            HeldOut heldOut,
            Intermediates intermediates) {
        SlimRows kept = SlimRows.keep(parsed, intermediates);
        Dataset<Row> decisions = intermediates.keep(decisions(kept.outline(), references, stored, heldOut));
        boolean few = decisions.count() <= MAX_TRAVELLING_ROWS;
        return kept.map(rows -> decided(rows, few ? broadcast(decisions) : decisions));
    }

    /** What happens to prompts, where it is not what the parser said: those that are duplicates, and those that get a reference. */
    public static Dataset<Row> decisions(
            Dataset<Row> parsed, Optional<Dataset<Row>> references, Dataset<Row> stored, HeldOut heldOut) {
        Dataset<Row> existing = stored.select(
                        col(PROMPT_ID).as(STORED_ID),
                        col(REFERENCE_ANSWER).as(STORED_REFERENCE),
                        col(SOURCE).as(STORED_SOURCE),
                        col(SPLIT).as(STORED_SPLIT))
                .dropDuplicates(STORED_ID);
        Dataset<Row> prompts = parsed.where(col(OUTCOME).equalTo(PROMPT))
                .select(SOURCE_INDEX, SOURCE, LINE, PROMPT_ID, SPLIT, REFERENCE_ANSWER, ParsedRows.JOIN_KEY)
                .withColumn(PRECEDENCE, heldOut.precedence());
        Dataset<Row> referred = references
                .map(rows -> joinReferences(prompts, rows))
                .orElse(prompts.withColumn(References.ANSWER, lit(null).cast("string")));
        WindowSpec equals = Window.partitionBy(col(PROMPT_ID))
                .orderBy(col(PRECEDENCE), col(REFERENCE_ANSWER).isNull(), col(SOURCE), col(LINE));
        WindowSpec upToHere = equals.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        Dataset<Row> ranked = referred.withColumn(RANK, row_number().over(equals))
                .withColumn(KEPT_REFERENCE, first(REFERENCE_ANSWER).over(upToHere))
                .withColumn(KEPT_SPLIT, first(SPLIT).over(upToHere))
                .withColumn(KEPT_PRECEDENCE, first(PRECEDENCE).over(upToHere))
                .join(existing, col(PROMPT_ID).equalTo(col(STORED_ID)), "left");
        Column outcome = when(col(STORED_ID).isNotNull(), lit(DUPLICATE_OF_TABLE))
                .when(col(RANK).gt(1), lit(DUPLICATE))
                .otherwise(lit(PROMPT));
        return ranked.withColumn(OUTCOME, outcome)
                .where(col(OUTCOME).notEqual(PROMPT).or(col(References.ANSWER).isNotNull()))
                .select(
                        col(SOURCE_INDEX).as(DECIDED + SOURCE_INDEX),
                        col(SOURCE).as(DECIDED + SOURCE),
                        col(LINE).as(DECIDED + LINE),
                        col(OUTCOME).as(DECIDED + OUTCOME),
                        reason(heldOut).as(DECIDED + REASON),
                        col(REFERENCE_ANSWER).as(DECIDED + REFERENCE_ANSWER),
                        conflicting().as(DECIDED + CONFLICTING));
    }

    /** The rows as decided. */
    public static Dataset<Row> decided(Dataset<Row> parsed, Dataset<Row> decisions) {
        Column same = col(OUTCOME)
                .equalTo(PROMPT)
                .and(col(SOURCE_INDEX).equalTo(col(DECIDED + SOURCE_INDEX)))
                .and(col(SOURCE).equalTo(col(DECIDED + SOURCE)))
                .and(col(LINE).equalTo(col(DECIDED + LINE)));
        Dataset<Row> rows = parsed.join(decisions, same, "left")
                .withColumn(CONFLICTING, coalesce(col(DECIDED + CONFLICTING), lit(false)))
                .withColumn(KEPT_ID, col(PROMPT_ID));
        for (String column : List.of(OUTCOME, REASON, REFERENCE_ANSWER)) {
            rows = rows.withColumn(column, coalesce(col(DECIDED + column), col(column)));
        }
        return rows.drop(decisions.columns());
    }

    private static Column reason(HeldOut heldOut) {
        Column takenBefore = col(STORED_SOURCE).equalTo(concat_ws(":", col(SOURCE), col(LINE)));
        Column ofHeldOut =
                col(OUTCOME).equalTo(DUPLICATE).and(col(KEPT_PRECEDENCE).lt(col(PRECEDENCE)));
        Column otherSplit = heldOut.isHeldOut()
                .and(col(OUTCOME).equalTo(DUPLICATE_OF_TABLE))
                .and(col(STORED_SPLIT).notEqual(col(SPLIT)));
        return when(
                        ofHeldOut.and(col(KEPT_SPLIT).notEqual(Split.TRAIN.columnValue())),
                        lit(DuplicateReason.HELD_OUT.code()))
                .when(col(OUTCOME).equalTo(DUPLICATE), lit(DuplicateReason.SAME_PROMPT.code()))
                .when(otherSplit, lit(DuplicateReason.IN_OTHER_SPLIT.code()))
                .when(
                        col(OUTCOME).equalTo(DUPLICATE_OF_TABLE).and(takenBefore),
                        lit(DuplicateReason.TAKEN_BEFORE.code()))
                .when(col(OUTCOME).equalTo(DUPLICATE_OF_TABLE), lit(DuplicateReason.IN_DATA_SET.code()));
    }

    private static Column conflicting() {
        Column keptReference =
                when(col(STORED_ID).isNotNull(), col(STORED_REFERENCE)).otherwise(col(KEPT_REFERENCE));
        return col(REFERENCE_ANSWER)
                .isNotNull()
                .and(col(REFERENCE_ANSWER).eqNullSafe(keptReference).equalTo(false));
    }

    /** A reference of the row's own counts before one of the file. */
    private static Dataset<Row> joinReferences(Dataset<Row> prompts, Dataset<Row> references) {
        return prompts.join(references, col(ParsedRows.JOIN_KEY).equalTo(col(References.KEY)), "left")
                .withColumn(REFERENCE_ANSWER, coalesce(col(REFERENCE_ANSWER), col(References.ANSWER)));
    }
}
