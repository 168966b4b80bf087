package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;
import static dev.hone.schema.ColumnType.optionalDouble;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One saved checkpoint that is kept.
 *
 * @param step that produced it; 0 is the start
 * @param path folder of its files
 * @param adapterSha hash of the adapter's tensors
 * @param checkpointSha hash of its manifest; empty in rows of earlier versions
 * @param validationAccuracy share of validation prompts answered right, 0 to 1
 * @param validationReward mean reward on validation prompts
 */
public record CheckpointRow(
        String runId,
        int step,
        String path,
        String adapterSha,
        Optional<String> checkpointSha,
        OptionalDouble validationAccuracy,
        OptionalDouble validationReward,
        Instant savedAt) {
    public static final Column<CheckpointRow, String> RUN_ID =
            column("run_id", STRING, "the run", CheckpointRow::runId);
    public static final Column<CheckpointRow, Integer> STEP =
            column("step", INT, "step that produced it; 0 is the start", CheckpointRow::step);
    public static final Column<CheckpointRow, String> PATH =
            column("path", STRING, "folder of the files", CheckpointRow::path);
    public static final Column<CheckpointRow, String> ADAPTER_SHA =
            column("adapter_sha", STRING, "SHA-256 of the adapter's tensors", CheckpointRow::adapterSha);
    public static final Column<CheckpointRow, OptionalDouble> VALIDATION_ACCURACY = column(
            "validation_accuracy",
            optionalDouble(),
            "share of validation prompts answered right, 0 to 1",
            CheckpointRow::validationAccuracy);
    public static final Column<CheckpointRow, OptionalDouble> VALIDATION_REWARD = column(
            "validation_reward",
            optionalDouble(),
            "mean reward on validation prompts",
            CheckpointRow::validationReward);
    public static final Column<CheckpointRow, Instant> SAVED_AT =
            column("saved_at", TIMESTAMP, "when it was saved, UTC", CheckpointRow::savedAt);
    public static final Column<CheckpointRow, Optional<String>> CHECKPOINT_SHA = column(
            "checkpoint_sha",
            optional(STRING),
            "SHA-256 of its manifest.json, which has the hashes of the other files; NULL in rows of earlier versions",
            CheckpointRow::checkpointSha);

    public static final TableDefinition<CheckpointRow> TABLE = new TableDefinition<>(
            "checkpoints",
            "One saved adapter with its optimizer state that is kept",
            List.of(RUN_ID, STEP, PATH, ADAPTER_SHA, VALIDATION_ACCURACY, VALIDATION_REWARD, SAVED_AT, CHECKPOINT_SHA),
            Map.of(),
            Column.names(RUN_ID, STEP),
            CheckpointRow::read);

    private static CheckpointRow read(StoredRow row) {
        return new CheckpointRow(
                row.get(RUN_ID),
                row.get(STEP),
                row.get(PATH),
                row.get(ADAPTER_SHA),
                row.get(CHECKPOINT_SHA),
                row.get(VALIDATION_ACCURACY),
                row.get(VALIDATION_REWARD),
                row.get(SAVED_AT));
    }
}
