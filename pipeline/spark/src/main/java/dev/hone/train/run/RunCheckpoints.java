package dev.hone.train.run;

import dev.hone.error.DataException;
import dev.hone.schema.CheckpointRow;
import dev.hone.schema.StepRow;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.storage.checkpoint.CheckpointStore;
import dev.hone.storage.checkpoint.RecordedCheckpoint;
import dev.hone.storage.checkpoint.StoredCheckpoint;
import dev.hone.table.Warehouse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.hadoop.fs.Path;

/** The checkpoints of a run, each checked against what the tables record of it before it counts. */
public final class RunCheckpoints {

    private final String runId;
    private final CheckpointStore store;
    private final Map<Integer, RecordedCheckpoint> recorded = new HashMap<>();

    private RunCheckpoints(String runId, CheckpointStore store) {
        this.runId = runId;
        this.store = store;
    }

    /**
     * The checkpoints of a run.
     *
     * @param steps its completed steps
     */
    public static RunCheckpoints of(Warehouse warehouse, String runId, List<StepRow> steps) {
        CheckpointStore store = new CheckpointStore(
                warehouse.spark().sparkContext().hadoopConfiguration(), warehouse.runPath(runId), runId);
        RunCheckpoints checkpoints = new RunCheckpoints(runId, store);
        for (CheckpointRow row : warehouse.checkpoints().ofRun(runId)) {
            checkpoints.recorded.put(row.step(), new RecordedCheckpoint(row.adapterSha(), row.checkpointSha()));
        }
        for (StepRow row : steps) {
            checkpoints.recorded.put(row.step(), new RecordedCheckpoint(row.adapterSha(), row.checkpointSha()));
        }
        return checkpoints;
    }

    /** The checkpoint of a step, with every file checked. */
    public StoredCheckpoint find(int step) {
        StoredCheckpoint stored = store.find(step, recorded(step));
        if (stored instanceof StoredCheckpoint.Good good) {
            note(good.checkpoint(), good.sha256());
        }
        return stored;
    }

    /**
     * The newest good checkpoint up to a step.
     *
     * @param damages gets what is wrong with later ones
     * @throws DataException when none is good
     */
    public Checkpoint newestGood(int step, List<String> damages) {
        for (int earlier : store.steps()) {
            if (earlier > step) {
                continue;
            }
            StoredCheckpoint stored = find(earlier);
            if (stored instanceof StoredCheckpoint.Good good) {
                return good.checkpoint();
            }
            if (stored instanceof StoredCheckpoint.Damaged damaged) {
                damages.add(damaged.problem());
            }
        }
        throw new DataException("Run " + runId + " cannot go on from step " + step
                + ", because none of its checkpoints is"
                + " good:"
                + (damages.isEmpty() ? " all are gone from " + store.path(step).getParent() : "")
                + String.join(
                        "", damages.stream().map(damage -> "\n  " + damage).toList())
                + "\nRestore one of them, and look after the disk; or start a new run with another --run-id.");
    }

    /** Saves a checkpoint; one that is there is replaced. */
    public void save(Checkpoint checkpoint) {
        note(checkpoint, Optional.of(store.save(checkpoint)));
    }

    /**
     * Saves the checkpoint of a completed step that was computed again.
     *
     * @throws DataException when it is not the one that the step came to before
     */
    public void saveAgain(Checkpoint checkpoint, StepRow completed) {
        String adapter = checkpoint.state().adapter().sha256();
        if (!adapter.equals(completed.adapterSha())) {
            throw otherThanRecorded(completed, "adapter " + adapter, completed.adapterSha());
        }
        String sha256 = store.save(checkpoint);
        if (completed.checkpointSha().filter(before -> !before.equals(sha256)).isPresent()) {
            throw otherThanRecorded(
                    completed, "checkpoint " + sha256, completed.checkpointSha().get());
        }
        note(checkpoint, Optional.of(sha256));
    }

    private DataException otherThanRecorded(StepRow completed, String result, String before) {
        return new DataException("Step " + completed.step() + " of run " + runId + ", computed again, came to the "
                + result + ", and the table steps records " + before
                + ": its stored rows were changed, or this machine computes otherwise. Restore "
                + store.path(completed.step()) + ", or start a new run with another --run-id.");
    }

    /** Deletes the checkpoints of steps that are not kept. */
    public void prune(IntPredicate kept) {
        store.prune(kept);
    }

    /** What the tables record of a checkpoint, or will when its step is complete. */
    public Optional<RecordedCheckpoint> recorded(int step) {
        return Optional.ofNullable(recorded.get(step));
    }

    /** SHA-256 of a checkpoint's manifest, where it has one. */
    public Optional<String> sha256(int step) {
        return recorded(step).flatMap(RecordedCheckpoint::checkpointSha);
    }

    /** Where the checkpoint of a step is or would be. */
    public Path path(int step) {
        return store.path(step);
    }

    private void note(Checkpoint checkpoint, Optional<String> sha256) {
        String adapter = checkpoint.state().adapter().sha256();
        recorded.put(checkpoint.step(), new RecordedCheckpoint(adapter, sha256));
    }
}
