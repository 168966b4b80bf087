package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.STRINGS_BY_NAME;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run and its identity.
 *
 * @param kind train or sft
 * @param spec the specification as written, secrets unexpanded
 * @param specHash SHA-256 of the effective specification
 * @param identity what must be the same when the run is resumed, by name: base model hash, code version, compute type, CPU, threads, table versions
 * @param plannedSteps number of steps when the run was created
 * @param baseModel where the base model comes from and under which licence; empty in runs of earlier versions
 * @param stateReason why the run is in this state
 */
public record RunRow(
        String runId,
        String kind,
        RunState state,
        String stateReason,
        String spec,
        String specHash,
        Map<String, String> identity,
        int plannedSteps,
        Instant createdAt,
        Instant updatedAt,
        String baseModel) {
    public static final Column<RunRow, String> RUN_ID = column("run_id", STRING, "the run", RunRow::runId);
    public static final Column<RunRow, String> KIND = column("kind", STRING, "train or sft", RunRow::kind);
    public static final Column<RunRow, RunState> STATE = column(
            "state",
            STRING.as(RunState::ofColumn, RunState::columnValue),
            "running, completed, stopped, diverged or failed",
            RunRow::state);
    public static final Column<RunRow, String> STATE_REASON =
            column("state_reason", STRING, "why it is in this state", RunRow::stateReason);
    public static final Column<RunRow, String> SPEC =
            column("spec", STRING, "the specification as written; secrets unexpanded", RunRow::spec);
    public static final Column<RunRow, String> SPEC_HASH =
            column("spec_hash", STRING, "SHA-256 of the effective specification", RunRow::specHash);
    public static final Column<RunRow, Map<String, String>> IDENTITY = column(
            "identity",
            STRINGS_BY_NAME,
            "what must be equal on resume: base model hash, code version, compute type, CPU, threads, table versions",
            row -> new TreeMap<>(row.identity()));
    public static final Column<RunRow, Integer> PLANNED_STEPS =
            column("planned_steps", INT, "steps planned when the run was created", RunRow::plannedSteps);
    public static final Column<RunRow, Instant> CREATED_AT =
            column("created_at", TIMESTAMP, "when it was created, UTC", RunRow::createdAt);
    public static final Column<RunRow, Instant> UPDATED_AT =
            column("updated_at", TIMESTAMP, "when its state last changed, UTC", RunRow::updatedAt);
    public static final Column<RunRow, Optional<String>> BASE_MODEL = column(
            "base_model",
            optional(STRING),
            "where the base model comes from and under which licence, as its README.md says; NULL in runs of earlier versions",
            row -> Optional.of(row.baseModel()));

    public static final TableDefinition<RunRow> TABLE = new TableDefinition<>(
            "runs",
            "One run, its identity and its state",
            List.of(
                    RUN_ID,
                    KIND,
                    STATE,
                    STATE_REASON,
                    SPEC,
                    SPEC_HASH,
                    IDENTITY,
                    PLANNED_STEPS,
                    CREATED_AT,
                    UPDATED_AT,
                    BASE_MODEL),
            Map.of(),
            Column.names(RUN_ID, STATE),
            RunRow::read);

    public RunRow {
        identity = Map.copyOf(identity);
    }

    private static RunRow read(StoredRow row) {
        return new RunRow(
                row.get(RUN_ID),
                row.get(KIND),
                row.get(STATE),
                row.get(STATE_REASON),
                row.get(SPEC),
                row.get(SPEC_HASH),
                row.get(IDENTITY),
                row.get(PLANNED_STEPS),
                row.get(CREATED_AT),
                row.get(UPDATED_AT),
                row.get(BASE_MODEL).orElse(""));
    }
}
