package dev.hone.run;

import dev.hone.compare.TunedStep;
import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.schema.RunRow;
import dev.hone.schema.StepRow;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.storage.checkpoint.StoredCheckpoint;
import dev.hone.table.Warehouse;
import dev.hone.train.run.RunCheckpoints;
import java.util.List;

/** A run of the tables, with its checkpoints, to evaluate or export: read only. */
public final class SavedRun {

    private static final String PROMPTS_VERSION = "prompts_version";

    private final Warehouse warehouse;
    private final RunRow row;

    private SavedRun(Warehouse warehouse, RunRow row) {
        this.warehouse = warehouse;
        this.row = row;
    }

    /**
     * Finds a run.
     *
     * @throws ConfigException where there is no such run
     */
    public static SavedRun find(Warehouse warehouse, String runId) {
        if (!warehouse.runs().exists()) {
            throw missing(warehouse, runId);
        }
        return warehouse.runs().find(runId).map(row -> of(warehouse, row)).orElseThrow(() -> missing(warehouse, runId));
    }

    /** A run whose row was read. */
    static SavedRun of(Warehouse warehouse, RunRow row) {
        return new SavedRun(warehouse, row);
    }

    RunRow row() {
        return row;
    }

    /** The version of the prompts that the run reads. */
    public long promptsVersion() {
        return Long.parseLong(row.identity().get(PROMPTS_VERSION));
    }

    /** The last completed step; 0 where there is none. */
    int lastStep() {
        List<StepRow> steps = warehouse.steps().ofRun(row.runId());
        return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).step();
    }

    /**
     * The step whose policy is the tuned one: that which was best on validation, or the last where the run was created with
     * {@code evaluate.keepBest: false} or without validation.
     */
    public int tunedStep() {
        return TunedStep.of(row, warehouse.steps().ofRun(row.runId()));
    }

    /**
     * The checkpoint of a step, with every file checked; 0 is the policy that the run started with.
     *
     * @throws ConfigException where it was not kept
     * @throws DataException where it is damaged
     */
    public Checkpoint checkpoint(int step) {
        RunCheckpoints checkpoints =
                RunCheckpoints.of(warehouse, row.runId(), warehouse.steps().ofRun(row.runId()));
        StoredCheckpoint stored = checkpoints.find(step);
        if (stored instanceof StoredCheckpoint.Good good) {
            if (good.sha256().isEmpty()) {
                System.err.println("warning: the checkpoint of step " + step + " of run " + row.runId()
                        + " was saved by an earlier version without hashes; only its adapter could be checked");
            }
            return good.checkpoint();
        }
        if (stored instanceof StoredCheckpoint.Damaged damaged) {
            throw new DataException("the checkpoint of step " + step + " of run " + row.runId() + " is damaged: "
                    + damaged.problem() + ". Restore the file, or take another step with --step");
        }
        throw new ConfigException("there is no checkpoint of step " + step + " of run " + row.runId() + " at "
                + checkpoints.path(step)
                + ". Kept are the start, those of the evaluations, and the last; see the table checkpoints");
    }

    private static ConfigException missing(Warehouse warehouse, String runId) {
        return new ConfigException("there is no run " + runId + " in " + warehouse.path()
                + ". hone runs lists the runs; hone train makes one");
    }
}
