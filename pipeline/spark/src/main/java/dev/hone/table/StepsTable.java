package dev.hone.table;

import static dev.hone.schema.Column.optional;
import static dev.hone.schema.Column.required;

import dev.hone.error.ConfigException;
import dev.hone.schema.StepRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;

/** {@code steps}: one policy update with all its metrics. Its commit completes the step. */
public final class StepsTable extends HoneTable {

    public static final TableDefinition DEFINITION = new TableDefinition(
            "steps",
            "One completed training step with all its metrics",
            List.of(
                    required("run_id", "STRING", "the run"),
                    required("step", "INT", "training step, from 1"),
                    required("epoch", "INT", "pass over the training prompts, from 1"),
                    required("adapter_sha", "STRING", "SHA-256 of the adapter that the step produced"),
                    required("metrics", "MAP<STRING, DOUBLE>", "figures by documented name (docs/metrics.md)"),
                    required("timings", "MAP<STRING, DOUBLE>", "seconds by stage"),
                    required("completed_at", "TIMESTAMP", "when the step was complete, UTC"),
                    optional(
                            "checkpoint_sha",
                            "STRING",
                            "SHA-256 of manifest.json of its checkpoint, which has the hashes of the other files; NULL where none was saved, and in rows of earlier versions")),
            Map.of("step_from_one", "step >= 1"),
            List.of("run_id", "step"));

    StepsTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }

    /** Other runs may commit to the table between our commit and the look at its log. */
    private static final int COMMITS_TO_LOOK_AT = 8;

    /**
     * Completes steps in one commit. It carries the transaction id (run, last step); Delta silently skips one that was made already, which
     * can only mean that another driver trains the same run. Therefore the commit also carries a token, which must be found in the log.
     *
     * @param steps consecutive steps of one run, at least one
     * @throws ConfigException when another driver completed them
     */
    public void complete(List<StepRow> steps) {
        StepRow last = steps.get(steps.size() - 1);
        String token = UUID.randomUUID().toString();
        try {
            commit(() -> frame(steps.stream().map(StepsTable::toRow).toList())
                    .write()
                    .format("delta")
                    .mode("append")
                    .option("txnAppId", last.runId())
                    .option("mergeSchema", "true")
                    .option("txnVersion", last.step())
                    .option("userMetadata", token)
                    .save(path()));
        } catch (io.delta.exceptions.DeltaConcurrentModificationException e) {
            throw anotherDriver(last, e);
        }
        if (!isCommitted(token, last)) {
            throw anotherDriver(last, null);
        }
    }

    /** Starts to read what the next commit must know. */
    public void readAhead() {
        readAhead(() -> DeltaLog.forTableWithSnapshot(spark(), path())._2());
    }

    private boolean isCommitted(String token, StepRow last) {
        CommitLog log = new CommitLog(path(), spark().sessionState().newHadoopConf());
        return log.rowsAppended(token, COMMITS_TO_LOOK_AT).isPresent() || isStored(last);
    }

    /** The slow way to know: only when many other commits came in between, or none of ours. */
    private boolean isStored(StepRow step) {
        List<StepRow> stored = ofRun(step.runId(), step.step());
        return stored.size() == 1 && stored.get(0).completedAt().equals(step.completedAt());
    }

    /** All completed steps of a run in their order. */
    public List<StepRow> ofRun(String runId) {
        return read().where(functions.col("run_id").equalTo(runId)).orderBy("step").collectAsList().stream()
                .map(StepsTable::fromRow)
                .toList();
    }

    private List<StepRow> ofRun(String runId, int step) {
        return read()
                .where(functions
                        .col("run_id")
                        .equalTo(runId)
                        .and(functions.col("step").equalTo(step)))
                .collectAsList()
                .stream()
                .map(StepsTable::fromRow)
                .toList();
    }

    private static ConfigException anotherDriver(StepRow step, Exception cause) {
        return new ConfigException(
                "Cannot complete step " + step.step() + " of run " + step.runId()
                        + ": another driver completed it. Two drivers work on this run (a retried task while the first attempt"
                        + " still lives?). Stop one of them and start the other again; it resumes.",
                cause);
    }

    private static Row toRow(StepRow s) {
        return RowFactory.create(
                s.runId(),
                s.step(),
                s.epoch(),
                s.adapterSha(),
                s.metrics(),
                s.timings(),
                s.completedAt(),
                s.checkpointSha().orElse(null));
    }

    private static StepRow fromRow(Row row) {
        return new StepRow(
                row.getString(0),
                row.getInt(1),
                row.getInt(2),
                row.getString(3),
                Optional.ofNullable(row.getString(7)),
                new TreeMap<>(row.<String, Double>getJavaMap(4)),
                new TreeMap<>(row.<String, Double>getJavaMap(5)),
                row.getTimestamp(6).toInstant());
    }
}
