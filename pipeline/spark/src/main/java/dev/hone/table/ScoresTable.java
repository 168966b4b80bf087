package dev.hone.table;

import static dev.hone.schema.ColumnType.BIGINT;

import dev.hone.schema.PassRateRow;
import dev.hone.schema.ScoreRow;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.sql.functions;

/** {@code scores}: one scored completion with its advantage. The rows of a step are one append. */
public final class ScoresTable extends HoneTable<ScoreRow> {

    ScoresTable(Warehouse warehouse) {
        super(warehouse, ScoreRow.TABLE);
    }

    /**
     * Appends the scores of one round as one commit.
     *
     * @throws dev.hone.error.StorageException when another driver has appended some of the run since the commit was prepared
     */
    public void append(OptimisticCommit commit, List<ScoreRow> scores) {
        commit.append(rows(scores));
    }

    /** The scores of one step by prompt and sample; empty when the step has none yet. */
    public List<ScoreRow> ofStep(String runId, int step) {
        return records(read().where(is(ScoreRow.RUN_ID, runId).and(is(ScoreRow.STEP, step)))
                .orderBy(ScoreRow.PROMPT_ID.name(), ScoreRow.SAMPLE.name()));
    }

    /** How often each prompt was solved in the first steps of a run, by step and prompt. */
    public List<PassRateRow> passRates(String runId, int lastStep) {
        return read()
                .where(is(ScoreRow.RUN_ID, runId)
                        .and(functions.col(ScoreRow.STEP.name()).leq(lastStep)))
                .groupBy(ScoreRow.STEP.name(), ScoreRow.PROMPT_ID.name())
                .agg(
                        functions
                                .count_if(functions.col(ScoreRow.OUTCOME.name()))
                                .as("solved"),
                        functions.count(ScoreRow.OUTCOME.name()).as("known"))
                .orderBy(ScoreRow.STEP.name(), ScoreRow.PROMPT_ID.name())
                .collectAsList()
                .stream()
                .map(SparkRow::new)
                .map(row -> new PassRateRow(
                        row.get(ScoreRow.STEP),
                        row.get(ScoreRow.PROMPT_ID),
                        row.get("solved", BIGINT),
                        row.get("known", BIGINT)))
                .toList();
    }

    /** How many rows of a run there are, by step. */
    public SortedMap<Integer, Long> rowsByStep(String runId) {
        return rowsByStep(is(ScoreRow.RUN_ID, runId));
    }
}
