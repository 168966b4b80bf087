package dev.hone.table;

import static dev.hone.schema.Column.optional;
import static dev.hone.schema.Column.required;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** {@code checkpoints}: one saved adapter with its optimizer state that is kept. */
public final class CheckpointsTable extends HoneTable {

    public static final TableDefinition DEFINITION = new TableDefinition(
            "checkpoints",
            "One saved adapter with its optimizer state that is kept",
            List.of(
                    required("run_id", "STRING", "the run"),
                    required("step", "INT", "step that produced it; 0 is the start"),
                    required("path", "STRING", "folder of the files"),
                    required("adapter_sha", "STRING", "SHA-256 of the adapter's tensors"),
                    optional("validation_accuracy", "DOUBLE", "share of validation prompts answered right, 0 to 1"),
                    optional("validation_reward", "DOUBLE", "mean reward on validation prompts"),
                    required("saved_at", "TIMESTAMP", "when it was saved, UTC"),
                    optional(
                            "checkpoint_sha",
                            "STRING",
                            "SHA-256 of its manifest.json, which has the hashes of the other files; NULL in rows of earlier versions")),
            Map.of(),
            List.of("run_id", "step"));

    /** A row. */
    public record CheckpointRow(
            String runId,
            int step,
            String path,
            String adapterSha,
            Optional<String> checkpointSha,
            OptionalDouble validationAccuracy,
            OptionalDouble validationReward,
            Instant savedAt) {}

    CheckpointsTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }

    /** Records a checkpoint unless a killed attempt at the same step did. */
    public void appendIfAbsent(CheckpointRow row) {
        OptimisticCommit commit = nextCommit(row.runId());
        if (ofRun(row.runId()).stream().noneMatch(known -> known.step() == row.step())) {
            commit.append(frame(List.of(RowFactory.create(
                    row.runId(),
                    row.step(),
                    row.path(),
                    row.adapterSha(),
                    boxed(row.validationAccuracy()),
                    boxed(row.validationReward()),
                    row.savedAt(),
                    row.checkpointSha().orElse(null)))));
        }
    }

    /** The kept checkpoints of a run in the order of their steps. */
    public List<CheckpointRow> ofRun(String runId) {
        return read().where(functions.col("run_id").equalTo(runId)).orderBy("step").collectAsList().stream()
                .map(CheckpointsTable::fromRow)
                .toList();
    }

    private static CheckpointRow fromRow(Row row) {
        return new CheckpointRow(
                row.getString(0),
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getString(7)),
                row.isNullAt(4) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(4)),
                row.isNullAt(5) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(5)),
                row.getTimestamp(6).toInstant());
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
