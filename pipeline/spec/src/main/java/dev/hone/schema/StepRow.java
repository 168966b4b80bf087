package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.DOUBLES_BY_NAME;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One completed step.
 *
 * @param adapterSha hash of the adapter that the step produced
 * @param checkpointSha hash of the manifest of its checkpoint; empty where none was saved, and in rows of earlier versions
 * @param metrics by documented name; the same for the same run, however often it was interrupted
 * @param timings seconds by stage; they differ from run to run
 */
public record StepRow(
        String runId,
        int step,
        int epoch,
        String adapterSha,
        Optional<String> checkpointSha,
        SortedMap<String, Double> metrics,
        SortedMap<String, Double> timings,
        Instant completedAt) {
    public static final Column<StepRow, String> RUN_ID = column("run_id", STRING, "the run", StepRow::runId);
    public static final Column<StepRow, Integer> STEP = column("step", INT, "training step, from 1", StepRow::step);
    public static final Column<StepRow, Integer> EPOCH =
            column("epoch", INT, "pass over the training prompts, from 1", StepRow::epoch);
    public static final Column<StepRow, String> ADAPTER_SHA =
            column("adapter_sha", STRING, "SHA-256 of the adapter that the step produced", StepRow::adapterSha);
    public static final Column<StepRow, Map<String, Double>> METRICS =
            column("metrics", DOUBLES_BY_NAME, "figures by documented name (docs/metrics.md)", StepRow::metrics);
    public static final Column<StepRow, Map<String, Double>> TIMINGS =
            column("timings", DOUBLES_BY_NAME, "seconds by stage", StepRow::timings);
    public static final Column<StepRow, Instant> COMPLETED_AT =
            column("completed_at", TIMESTAMP, "when the step was complete, UTC", StepRow::completedAt);
    public static final Column<StepRow, Optional<String>> CHECKPOINT_SHA = column(
            "checkpoint_sha",
            optional(STRING),
            "SHA-256 of manifest.json of its checkpoint, which has the hashes of the other files; NULL where none was saved, and in rows of earlier versions",
            StepRow::checkpointSha);

    public static final TableDefinition<StepRow> TABLE = new TableDefinition<>(
            "steps",
            "One completed training step with all its metrics",
            List.of(RUN_ID, STEP, EPOCH, ADAPTER_SHA, METRICS, TIMINGS, COMPLETED_AT, CHECKPOINT_SHA),
            Map.of("step_from_one", "step >= 1"),
            Column.names(RUN_ID, STEP),
            StepRow::read);

    /** The row with the hash of the checkpoint that was saved for it. */
    public StepRow withCheckpoint(Optional<String> sha256) {
        return new StepRow(runId, step, epoch, adapterSha, sha256, metrics, timings, completedAt);
    }

    private static StepRow read(StoredRow row) {
        return new StepRow(
                row.get(RUN_ID),
                row.get(STEP),
                row.get(EPOCH),
                row.get(ADAPTER_SHA),
                row.get(CHECKPOINT_SHA),
                new TreeMap<>(row.get(METRICS)),
                new TreeMap<>(row.get(TIMINGS)),
                row.get(COMPLETED_AT));
    }
}
