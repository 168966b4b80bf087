package dev.hone.table;

import dev.hone.schema.RolloutRow;
import java.util.List;
import java.util.SortedMap;

/** {@code rollouts}: one sampled completion. The rows of a step are one append, so a step has all of them or none. */
public final class RolloutsTable extends HoneTable<RolloutRow> {

    RolloutsTable(Warehouse warehouse) {
        super(warehouse, RolloutRow.TABLE);
    }

    /**
     * Appends the rollouts of one round as one commit.
     *
     * @throws dev.hone.error.StorageException when another driver has appended some of the run since the commit was prepared
     */
    public void append(OptimisticCommit commit, List<RolloutRow> rollouts) {
        commit.append(rows(rollouts));
    }

    /** The rollouts of one step by prompt and sample; empty when the step has none yet. */
    public List<RolloutRow> ofStep(String runId, int step) {
        return records(read().where(is(RolloutRow.RUN_ID, runId).and(is(RolloutRow.STEP, step)))
                .orderBy(RolloutRow.PROMPT_ID.name(), RolloutRow.SAMPLE.name()));
    }

    /** How many rows of a run there are, by step. */
    public SortedMap<Integer, Long> rowsByStep(String runId) {
        return rowsByStep(is(RolloutRow.RUN_ID, runId));
    }
}
