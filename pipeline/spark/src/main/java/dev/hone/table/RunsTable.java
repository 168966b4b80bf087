package dev.hone.table;

import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import io.delta.tables.DeltaTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.functions;

/** {@code runs}: one run, its identity and its state. Updated in place, but only when a run starts or ends. */
public final class RunsTable extends HoneTable<RunRow> {

    RunsTable(Warehouse warehouse) {
        super(warehouse, RunRow.TABLE);
    }

    /**
     * Records a new run.
     *
     * @param commit the run's, prepared before it was not found
     * @throws dev.hone.error.StorageException when another driver has created it in the meantime
     */
    public void create(OptimisticCommit commit, RunRow run) {
        commit.append(rows(List.of(run)));
    }

    /** Moves a run to another state. */
    public void changeState(String runId, RunState state, String reason) {
        commit(() -> DeltaTable.forPath(spark(), path())
                .update(
                        is(RunRow.RUN_ID, runId),
                        Map.of(
                                RunRow.STATE.name(), functions.lit(state.columnValue()),
                                RunRow.STATE_REASON.name(), functions.lit(reason),
                                RunRow.UPDATED_AT.name(), functions.lit(Instant.now()))));
    }

    /** The run, if it exists. */
    public Optional<RunRow> find(String runId) {
        return records(read().where(is(RunRow.RUN_ID, runId))).stream().findFirst();
    }

    /** All runs, the newest first. */
    public List<RunRow> all() {
        return records(read().orderBy(functions.col(RunRow.CREATED_AT.name()).desc()));
    }
}
