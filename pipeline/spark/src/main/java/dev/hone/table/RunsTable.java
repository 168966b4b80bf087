package dev.hone.table;

import static dev.hone.schema.Column.optional;
import static dev.hone.schema.Column.required;

import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import io.delta.tables.DeltaTable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** {@code runs}: one run, its identity and its state. Updated in place, but only when a run starts or ends. */
public final class RunsTable extends HoneTable {

    public static final TableDefinition DEFINITION = new TableDefinition(
            "runs",
            "One run, its identity and its state",
            List.of(
                    required("run_id", "STRING", "the run"),
                    required("kind", "STRING", "train or sft"),
                    required("state", "STRING", "running, completed, stopped, diverged or failed"),
                    required("state_reason", "STRING", "why it is in this state"),
                    required("spec", "STRING", "the specification as written; secrets unexpanded"),
                    required("spec_hash", "STRING", "SHA-256 of the effective specification"),
                    required(
                            "identity",
                            "MAP<STRING, STRING>",
                            "what must be equal on resume: base model hash, code version, compute type, CPU, threads, table versions"),
                    required("planned_steps", "INT", "steps planned when the run was created"),
                    required("created_at", "TIMESTAMP", "when it was created, UTC"),
                    required("updated_at", "TIMESTAMP", "when its state last changed, UTC"),
                    optional(
                            "base_model",
                            "STRING",
                            "where the base model comes from and under which licence, as its README.md says; NULL in runs of earlier versions")),
            Map.of(),
            List.of("run_id", "state"));

    RunsTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }

    /**
     * Records a new run.
     *
     * @param commit the run's, prepared before it was not found
     * @throws dev.hone.error.StorageException when another driver has created it in the meantime
     */
    public void create(OptimisticCommit commit, RunRow run) {
        commit.append(frame(List.of(RowFactory.create(
                run.runId(),
                run.kind(),
                run.state().columnValue(),
                run.stateReason(),
                run.spec(),
                run.specHash(),
                new TreeMap<>(run.identity()), // sorted: the same run has the same row
                run.plannedSteps(),
                run.createdAt(),
                run.updatedAt(),
                run.baseModel()))));
    }

    /** Moves a run to another state. */
    public void changeState(String runId, RunState state, String reason) {
        commit(() -> DeltaTable.forPath(spark(), path())
                .update(
                        functions.col("run_id").equalTo(runId),
                        Map.of(
                                "state", functions.lit(state.columnValue()),
                                "state_reason", functions.lit(reason),
                                "updated_at", functions.lit(Instant.now()))));
    }

    /** The run, if it exists. */
    public Optional<RunRow> find(String runId) {
        return read().where(functions.col("run_id").equalTo(runId)).collectAsList().stream()
                .map(RunsTable::fromRow)
                .findFirst();
    }

    /** All runs, the newest first. */
    public List<RunRow> all() {
        return read().orderBy(functions.col("created_at").desc()).collectAsList().stream()
                .map(RunsTable::fromRow)
                .toList();
    }

    private static RunRow fromRow(Row row) {
        return new RunRow(
                row.getString(0),
                row.getString(1),
                RunState.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getJavaMap(6),
                row.getInt(7),
                row.getTimestamp(8).toInstant(),
                row.getTimestamp(9).toInstant(),
                row.isNullAt(10) ? "" : row.getString(10));
    }
}
