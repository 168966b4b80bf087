package dev.hone.train.run;

import dev.hone.error.DataException;
import dev.hone.error.DivergedException;
import dev.hone.error.HoneException;
import dev.hone.error.NothingToDoException;
import dev.hone.event.RunEvent;
import dev.hone.event.RunEvents;
import dev.hone.schema.CheckpointRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.schema.StepRow;
import dev.hone.schema.Timestamps;
import dev.hone.settings.ValidationScore;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.storage.run.RunLock;
import dev.hone.storage.run.StopRequest;
import dev.hone.table.OptimisticCommit;
import dev.hone.table.Warehouse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongToIntFunction;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;

/** A run that this driver has locked: created now, or found as an earlier driver left it. */
public final class TrainingRun implements AutoCloseable {

    /** The reason of a run that went to its last step. */
    public static final String ALL_STEPS_DONE = "all steps done";

    private static final String PROMPTS_VERSION = "prompts_version";

    private final Warehouse warehouse;
    private final RunRow row;
    private final boolean resumed;
    private final RunLock lock;
    private final StopRequest stopRequest;
    private final List<StepRow> completedSteps;
    private final RunCheckpoints checkpoints;
    private final Optional<String> otherProcessor;

    private TrainingRun(
            Warehouse warehouse, RunRow row, boolean resumed, RunLock lock, Optional<String> otherProcessor) {
        this.warehouse = warehouse;
        this.row = row;
        this.resumed = resumed;
        this.lock = lock;
        this.stopRequest = StopRequest.to(
                warehouse.runPath(row.runId()), warehouse.spark().sparkContext().hadoopConfiguration());
        this.otherProcessor = otherProcessor;
        this.completedSteps = resumed ? requireEveryStep(warehouse.steps().ofRun(row.runId())) : List.of();
        this.checkpoints = RunCheckpoints.of(warehouse, row.runId(), completedSteps);
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
            OptimisticCommit commit = warehouse.runs().nextCommit(runId);
            Optional<RunRow> found = warehouse.runs().find(runId);
            if (found.isEmpty()) {
                RunRow created = newRow(warehouse, runId, description, plannedSteps);
                warehouse.runs().create(commit, created);
                return withoutStopRequest(new TrainingRun(warehouse, created, false, lock, Optional.empty()));
            }
            RunRow row = resume(warehouse, found.get(), description);
            Optional<String> otherProcessor = description.identity().otherProcessor(new RunIdentity(row.identity()));
            return withoutStopRequest(new TrainingRun(warehouse, row, true, lock, otherProcessor));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whoever asked an earlier driver to stop did not ask this one. */
    private static TrainingRun withoutStopRequest(TrainingRun run) {
        run.stopRequest.withdraw();
        return run;
    }

    private static RunRow newRow(
            Warehouse warehouse, String runId, RunDescription description, LongToIntFunction plannedSteps) {
        long version = warehouse.prompts().version();
        Map<String, String> identity = new HashMap<>(description.identity().values());
        identity.put(PROMPTS_VERSION, Long.toString(version));
        Instant now = Timestamps.now();
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

    private static RunRow resume(Warehouse warehouse, RunRow found, RunDescription description) {
        Map<String, String> recorded = new HashMap<>(found.identity());
        recorded.remove(PROMPTS_VERSION); // prompts are read at the recorded version, however far the table has moved
        description.identity().requireSameAs(found.runId(), new RunIdentity(recorded));
        if (found.state() == RunState.COMPLETED && !lacksSteps(warehouse, found)) {
            throw new NothingToDoException("Run " + found.runId() + " is complete already (" + found.stateReason()
                    + "). Start a new run with another --run-id, or look at it with: hone runs");
        }
        warehouse.runs().changeState(found.runId(), RunState.RUNNING, "resumed");
        return found;
    }

    /** Steps follow from each other, so a gap or a step that is there twice is damage. */
    private static List<StepRow> requireEveryStep(List<StepRow> steps) {
        for (int i = 0; i < steps.size(); i++) {
            StepRow row = steps.get(i);
            if (row.step() != i + 1) {
                throw new DataException("Run " + row.runId() + " cannot go on: in the table steps its step " + (i + 1)
                        + (row.step() > i + 1
                                ? " is missing, although step " + row.step() + " is there"
                                : " follows on " + row.step() + ", which is there twice")
                        + ". Restore the table, or start a new run with another --run-id.");
            }
        }
        return steps;
    }

    /** Whether a run that went to its last step has fewer rows of steps, as after a loss of power. */
    private static boolean lacksSteps(Warehouse warehouse, RunRow found) {
        return found.stateReason().equals(ALL_STEPS_DONE)
                && warehouse.steps().ofRun(found.runId()).size() < found.plannedSteps();
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

    public RunCheckpoints checkpoints() {
        return checkpoints;
    }

    /**
     * Goes on only where no other driver has taken the run over; asked before each commit.
     *
     * @throws dev.hone.error.ConfigException when one has
     */
    public void requireHeld() {
        lock.requireHeld();
    }

    /** What to tell where the run was created on another processor. */
    public Optional<String> otherProcessor() {
        return otherProcessor;
    }

    /** The steps that were complete when this driver took the run, from the first on. */
    public List<StepRow> completedSteps() {
        return completedSteps;
    }

    /** Records a checkpoint that is kept, unless a killed attempt did. */
    public void recordKept(Checkpoint checkpoint, Optional<ValidationScore> score) {
        requireHeld();
        warehouse
                .checkpoints()
                .appendIfAbsent(new CheckpointRow(
                        runId(),
                        checkpoint.step(),
                        checkpoints.path(checkpoint.step()).toString(),
                        checkpoint.state().adapter().sha256(),
                        checkpoints.sha256(checkpoint.step()),
                        score.stream().mapToDouble(ValidationScore::accuracy).findFirst(),
                        score.stream().mapToDouble(ValidationScore::reward).findFirst(),
                        Timestamps.now()));
    }

    /** Why the run should end after a step that is committed, with its checkpoint, where {@code hone stop} has asked for it. */
    public Optional<String> stopRequested(int step) {
        return stopRequest.isMade() ? Optional.of("stopped on request after step " + step) : Optional.empty();
    }

    /**
     * A run whose work is done.
     *
     * @param state in which it is left
     * @param reason why it is in this state
     * @param summary what came out, in lines for a person
     */
    public record Done<T>(RunState state, T result, String reason, List<String> summary) {

        /** A run that went to its end. */
        public static <T> Done<T> completed(T result, String reason, List<String> summary) {
            return new Done<>(RunState.COMPLETED, result, reason, summary);
        }

        /** A run that stopped where it was asked to; it resumes. */
        public static <T> Done<T> stopped(T result, String reason, Path checkpoint) {
            return new Done<>(
                    RunState.STOPPED,
                    result,
                    reason,
                    List.of("The run " + reason + ". Its checkpoint is " + checkpoint
                            + "; the same command resumes it."));
        }
    }

    /** Does the work of the run, and records and tells how it ended. */
    public <T> T recordingTheEnd(RunEvents listeners, Supplier<Done<T>> work) {
        try {
            Done<T> done = work.get();
            changeState(listeners, new RunEvent.Ended(done.state(), done.reason(), done.summary()));
            return done.result();
        } catch (DivergedException e) {
            recordFailure(listeners, e, RunState.DIVERGED, e.getMessage());
            throw e;
        } catch (HoneException e) {
            recordFailure(listeners, e, RunState.FAILED, e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            recordFailure(listeners, e, RunState.FAILED, e.toString());
            throw e;
        }
    }

    /** A full disk has no room for the state either; what failed first is what is reported. */
    private void recordFailure(RunEvents listeners, RuntimeException failure, RunState state, String reason) {
        try {
            changeState(listeners, new RunEvent.Ended(state, reason, List.of()));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** The state of a run that another driver has taken over is the other's to tell. */
    private void changeState(RunEvents listeners, RunEvent.Ended ended) {
        if (lock.isHeld()) {
            warehouse.runs().changeState(runId(), ended.state(), ended.reason());
            stopRequest.withdraw();
            listeners.accept(ended);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
