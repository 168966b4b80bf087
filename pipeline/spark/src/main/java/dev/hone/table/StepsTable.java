package dev.hone.table;

import dev.hone.error.ConfigException;
import dev.hone.schema.StepRow;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.delta.DeltaLog;

/** {@code steps}: one policy update with all its metrics. Its commit completes the step. */
public final class StepsTable extends HoneTable<StepRow> {

    StepsTable(Warehouse warehouse) {
        super(warehouse, StepRow.TABLE);
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
            commit(() -> rows(steps)
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
        readAhead(spark(), () -> DeltaLog.forTableWithSnapshot(spark(), path())._2());
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
        return records(read().where(is(StepRow.RUN_ID, runId)).orderBy(StepRow.STEP.name()));
    }

    private List<StepRow> ofRun(String runId, int step) {
        return records(read().where(is(StepRow.RUN_ID, runId).and(is(StepRow.STEP, step))));
    }

    private static ConfigException anotherDriver(StepRow step, Exception cause) {
        return new ConfigException(
                "Cannot complete step " + step.step() + " of run " + step.runId()
                        + ": another driver completed it. Two drivers work on this run (a retried task while the first attempt"
                        + " still lives?). Stop one of them and start the other again; it resumes.",
                cause);
    }
}
