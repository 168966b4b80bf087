package dev.hone.table;

import dev.hone.metrics.Metric;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.SkippedRecordColumns;
import dev.hone.schema.StepRow;
import dev.hone.storage.StorageFailure;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.functions;

/**
 * Gives the tables, columns and metrics of an earlier version their names of today. Each step is one commit, or a deletion of what a commit
 * has copied, and none where it was done before; the layout is recorded last. So a migration that was killed is started again.
 */
public final class WarehouseMigration {

    /** The table {@code skipped_records} in layout 1. */
    static final String LEFT_OUT = "left_out";

    private static final String COPY = "migration of " + LEFT_OUT;

    /** Metrics of layout 1 with those that they are now. */
    private static final Map<String, Metric> RENAMED_METRICS = Map.of(
            "rewards/unscorable", Metric.REWARDS_ERROR_RATE, "validation/unscorable", Metric.VALIDATION_ERROR_RATE);

    private final Warehouse warehouse;
    private final WarehouseLayout layout;

    public WarehouseMigration(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.layout = new WarehouseLayout(warehouse);
    }

    /**
     * Migrates.
     *
     * @param out is told what was done
     */
    public void run(Consumer<String> out) {
        if (layout.found().orElse(WarehouseLayout.CURRENT) >= WarehouseLayout.CURRENT) {
            layout.require();
            out.accept("The warehouse " + warehouse.path() + " has the names of this version. Nothing was changed.");
            return;
        }
        steps().forEach(step -> step.get().ifPresent(out));
    }

    /** Each says what it did; nothing where there was nothing to do. */
    List<Supplier<Optional<String>>> steps() {
        return List.of(
                this::copyLeftOut, this::deleteLeftOut, this::renameMetrics, this::renameErrors, this::recordLayout);
    }

    private Optional<String> copyLeftOut() {
        HoneTable<?> skipped = warehouse.skippedRecords();
        Path old = leftOut();
        if (!DeltaTable.isDeltaTable(warehouse.spark(), old.toString()) || isCopied(skipped)) {
            return Optional.empty();
        }
        skipped.createIfAbsent();
        Dataset<Row> rows = warehouse
                .spark()
                .read()
                .format("delta")
                .load(old.toString())
                .withColumnRenamed("left_out_at", SkippedRecordColumns.SKIPPED_AT);
        long copied = skipped.nextCommit(COPY).append(rows);
        return Optional.of("copied " + copied + " rows of left_out to skipped_records, left_out_at as skipped_at");
    }

    private boolean isCopied(HoneTable<?> skipped) {
        return skipped.exists() && snapshot(skipped).transactions().contains(COPY);
    }

    private Optional<String> deleteLeftOut() {
        try {
            Path old = leftOut();
            FileSystem files =
                    old.getFileSystem(warehouse.spark().sessionState().newHadoopConf());
            return files.exists(old) && files.delete(old, true)
                    ? Optional.of("deleted left_out, which skipped_records replaces")
                    : Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.of(
                    leftOut() + " cannot be deleted",
                    e,
                    "Its rows are in skipped_records. Start the same command again.");
        }
    }

    private Optional<String> renameMetrics() {
        StepsTable steps = warehouse.steps();
        if (!steps.exists()) {
            return Optional.empty();
        }
        StringBuilder names = new StringBuilder("CASE name");
        RENAMED_METRICS.forEach((old, now) -> names.append(" WHEN '%s' THEN '%s'".formatted(old, now.key())));
        String metrics = StepRow.METRICS.name();
        org.apache.spark.sql.Column anyOld = functions.arrays_overlap(
                functions.map_keys(functions.col(metrics)),
                functions.array(RENAMED_METRICS.keySet().stream()
                        .map(functions::lit)
                        .toArray(org.apache.spark.sql.Column[]::new)));
        long rows = steps.read().where(anyOld).count();
        if (rows == 0) {
            return Optional.empty();
        }
        steps.commit(() -> DeltaTable.forPath(warehouse.spark(), steps.path())
                .update(
                        anyOld,
                        Map.of(
                                metrics,
                                functions.expr("transform_keys(%s, (name, value) -> %s ELSE name END)"
                                        .formatted(metrics, names)))));
        return Optional.of(
                "renamed metrics in " + rows
                        + " rows of steps: rewards/unscorable to rewards/error_rate, validation/unscorable to validation/error_rate");
    }

    /** The table has some rows a run, so that it is written anew. */
    private Optional<String> renameErrors() {
        MajorityAnswersTable table = warehouse.majorityAnswers();
        if (!table.exists()) {
            return Optional.empty();
        }
        Dataset<Row> rows = warehouse.spark().read().format("delta").load(table.path());
        if (!List.of(rows.columns()).contains("unscorable")) {
            return Optional.empty();
        }
        List<Row> renamed = rows.withColumnRenamed("unscorable", MajorityAnswerRow.ERRORS.name())
                .collectAsList();
        table.commit(() -> warehouse
                .spark()
                .createDataFrame(renamed, new RowCodec<>(MajorityAnswerRow.TABLE).schema())
                .coalesce(1)
                .write()
                .format("delta")
                .mode("overwrite")
                .option("overwriteSchema", "true")
                .save(table.path()));
        return Optional.of("renamed the column unscorable of majority_answers to errors");
    }

    private Optional<String> recordLayout() {
        layout.record();
        return Optional.of("The warehouse " + warehouse.path() + " has layout " + WarehouseLayout.CURRENT + " now.");
    }

    private Path leftOut() {
        return new Path(warehouse.path(), LEFT_OUT);
    }

    private Snapshot snapshot(HoneTable<?> table) {
        return table.intact(() ->
                DeltaLog.forTableWithSnapshot(warehouse.spark(), table.path())._2());
    }
}
