package dev.hone.table;

import dev.hone.schema.EvaluationRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Set;

/** {@code evaluations}: one evaluated prompt under one policy (the base is step 0). One evaluation is one append. */
public final class EvaluationsTable extends HoneTable<EvaluationRow> {

    EvaluationsTable(Warehouse warehouse) {
        super(warehouse, EvaluationRow.TABLE);
    }

    /** The commit of one evaluation; prepared before a look at whether it is there already. */
    public OptimisticCommit nextCommit(String runId, int step, Split split) {
        return nextCommit(runId + "/" + step + "/" + split.columnValue());
    }

    /**
     * Appends one evaluation as one commit.
     *
     * @throws dev.hone.error.StorageException when another driver has appended it since the commit was prepared
     */
    public void append(OptimisticCommit commit, List<EvaluationRow> rows) {
        commit.append(rows(rows));
    }

    /** The steps at which a run was evaluated on a split; 0 is the policy that it started with. */
    public Set<Integer> steps(String runId, Split split) {
        return rowsByStep(is(EvaluationRow.RUN_ID, runId).and(is(EvaluationRow.SPLIT, split)))
                .keySet();
    }

    /** One evaluation by prompt and sample; empty when it was not made yet. */
    public List<EvaluationRow> of(String runId, int step, Split split) {
        return records(read().where(is(EvaluationRow.RUN_ID, runId)
                        .and(is(EvaluationRow.STEP, step))
                        .and(is(EvaluationRow.SPLIT, split)))
                .orderBy(EvaluationRow.PROMPT_ID.name(), EvaluationRow.SAMPLE.name()));
    }
}
