package dev.hone.table;

import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.Split;
import java.util.List;

/** {@code majority_answers}: what one and the same answer to every prompt would have earned. One run and split is one append. */
public final class MajorityAnswersTable extends HoneTable<MajorityAnswerRow> {

    MajorityAnswersTable(Warehouse warehouse) {
        super(warehouse, MajorityAnswerRow.TABLE);
    }

    /** The commit of those of a run and split; prepared before a look at whether they are there already. */
    public OptimisticCommit nextCommit(String runId, Split split) {
        return nextCommit(runId + "/" + split.columnValue());
    }

    /**
     * Appends those of a run and split as one commit.
     *
     * @throws dev.hone.error.StorageException when another driver has appended them since the commit was prepared
     */
    public void append(OptimisticCommit commit, List<MajorityAnswerRow> rows) {
        commit.append(rows(rows));
    }

    /** Those of a run and split; empty where none was scored, or by an earlier version that did not. */
    public List<MajorityAnswerRow> of(String runId, Split split) {
        if (!exists()) {
            return List.of();
        }
        return records(read().where(is(MajorityAnswerRow.RUN_ID, runId).and(is(MajorityAnswerRow.SPLIT, split)))
                .orderBy(MajorityAnswerRow.DATASET.name()));
    }
}
