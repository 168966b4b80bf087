package dev.hone.train;

import dev.hone.error.DivergedException;
import dev.hone.error.HoneException;
import dev.hone.error.NothingToDoException;
import dev.hone.error.StorageException;
import dev.hone.table.RunRow;
import dev.hone.table.RunState;
import dev.hone.table.RunsTable;
import dev.hone.table.StepRow;
import dev.hone.table.Warehouse;
import dev.hone.table.WriterTurn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongToIntFunction;
import java.util.function.Supplier;

/** A run that this driver has locked: created now, or found as an earlier driver left it. */
public final class TrainingRun implements AutoCloseable {

    /** The reason of a run that went to its last step. */
    public static final String ALL_STEPS_DONE = "all steps done";

    private static final String PROMPTS_VERSION = "prompts_version";

    private final Warehouse warehouse;
    private final RunRow row;
    private final boolean resumed;
    private final RunLock lock;
    private final CheckpointStore checkpoints;

    private TrainingRun(Warehouse warehouse, RunRow row, boolean resumed, RunLock lock) {
        this.warehouse = warehouse;
        this.row = row;
        this.resumed = resumed;
        this.lock = lock;
        this.checkpoints = new CheckpointStore(
                warehouse.spark().sparkContext().hadoopConfiguration(), warehouse.runPath(row.runId()));
    }

    /**
     * Locks the run and finds or creates it.
     *
     * @param plannedSteps number of steps, given the version of {@code prompts} that the run reads
     * @throws dev.hone.error.ConfigException when another driver holds it, or when it was created with other values
     * @throws NothingToDoException when it is complete
     */
    public static TrainingRun open(
            Warehouse warehouse, String runId, RunDescription description, LongToIntFunction plannedSteps) {
        warehouse.createTables();
        RunLock lock = RunLock.take(
                warehouse.runPath(runId),
                runId,
                warehouse.spark().sparkContext().hadoopConfiguration());
        try {
            WriterTurn turn = warehouse.runs().nextTurn(runId);
            Optional<RunRow> found = warehouse.runs().find(runId);
            if (found.isEmpty()) {
                RunRow created = newRow(warehouse, runId, description, plannedSteps);
                warehouse.runs().create(turn, created);
                return new TrainingRun(warehouse, created, false, lock);
            }
            return new TrainingRun(warehouse, resume(warehouse.runs(), found.get(), description), true, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static RunRow newRow(
            Warehouse warehouse, String runId, RunDescription description, LongToIntFunction plannedSteps) {
        long version = warehouse.prompts().version();
        Map<String, String> identity = new HashMap<>(description.identity().values());
        identity.put(PROMPTS_VERSION, Long.toString(version));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new RunRow(
                runId,
                description.kind(),
                RunState.RUNNING,
                "started",
                description.spec(),
                description.specHash(),
                identity,
                plannedSteps.applyAsInt(version),
                now,
                now,
                description.baseModel());
    }

    private static RunRow resume(RunsTable runs, RunRow found, RunDescription description) {
        Map<String, String> recorded = new HashMap<>(found.identity());
        recorded.remove(PROMPTS_VERSION); // prompts are read at the recorded version, however far the table has moved
        description.identity().requireSameAs(found.runId(), new RunIdentity(recorded));
        if (found.state() == RunState.COMPLETED) {
            throw new NothingToDoException("Run " + found.runId() + " is complete already (" + found.stateReason()
                    + "). Start a new run with another --run-id, or look at it with: hone runs");
        }
        runs.changeState(found.runId(), RunState.RUNNING, "resumed");
        return found;
    }

    public String runId() {
        return row.runId();
    }

    /** Whether an earlier driver worked on it. */
    public boolean resumed() {
        return resumed;
    }

    /** The version at which the run reads its prompts. */
    public long promptsVersion() {
        return Long.parseLong(row.identity().get(PROMPTS_VERSION));
    }

    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    /**
     * The checkpoint of a completed step.
     *
     * @throws StorageException when it is gone
     */
    public Checkpoint requireCheckpoint(int step) {
        return checkpoints
                .load(step)
                .orElseThrow(() -> new StorageException("The checkpoint of step " + step + " of run " + runId()
                        + " is gone from " + checkpoints.path(step)
                        + ", so the run cannot go on. Restore it, or start a new run."));
    }

    /**
     * Goes on only where no other driver has taken the run over; asked before each commit.
     *
     * @throws dev.hone.error.ConfigException when one has
     */
    public void requireHeld() {
        lock.requireHeld();
    }

    /** The completed steps so far. */
    public List<StepRow> completedSteps() {
        return warehouse.steps().ofRun(runId());
    }

    /**
     * Does the work of the run and records how it ended.
     *
     * @param reason why the run is complete, of the work's result
     */
    public <T> T recordingTheEnd(Supplier<T> work, Function<T, String> reason) {
        try {
            T result = work.get();
            changeState(RunState.COMPLETED, reason.apply(result));
            return result;
        } catch (DivergedException e) {
            changeState(RunState.DIVERGED, e.getMessage());
            throw e;
        } catch (HoneException e) {
            changeState(RunState.FAILED, e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            changeState(RunState.FAILED, e.toString());
            throw e;
        }
    }

    /** The state of a run that another driver has taken over is the other's to tell. */
    private void changeState(RunState state, String reason) {
        if (lock.isHeld()) {
            warehouse.runs().changeState(runId(), state, reason);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
