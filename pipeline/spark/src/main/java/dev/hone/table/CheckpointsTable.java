package dev.hone.table;

import dev.hone.schema.CheckpointRow;
import java.util.List;

/** {@code checkpoints}: one saved adapter with its optimizer state that is kept. */
public final class CheckpointsTable extends HoneTable<CheckpointRow> {

    CheckpointsTable(Warehouse warehouse) {
        super(warehouse, CheckpointRow.TABLE);
    }

    /** Records a checkpoint unless a killed attempt at the same step did. */
    public void appendIfAbsent(CheckpointRow row) {
        OptimisticCommit commit = nextCommit(row.runId());
        if (ofRun(row.runId()).stream().noneMatch(known -> known.step() == row.step())) {
            commit.append(rows(List.of(row)));
        }
    }

    /** The kept checkpoints of a run in the order of their steps. */
    public List<CheckpointRow> ofRun(String runId) {
        return records(read().where(is(CheckpointRow.RUN_ID, runId)).orderBy(CheckpointRow.STEP.name()));
    }
}
