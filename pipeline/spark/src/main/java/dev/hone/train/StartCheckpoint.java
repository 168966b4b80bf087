package dev.hone.train;

import dev.hone.error.DataException;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.storage.checkpoint.RecordedCheckpoint;
import dev.hone.storage.checkpoint.StoredCheckpoint;
import dev.hone.train.run.TrainingRun;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The policy that a run starts with: kept, so that the tuned one can be compared with it, and the reference of the KL term. It follows from
 * the base model and the seed, so where its checkpoint is damaged it is made again.
 */
final class StartCheckpoint {

    private StartCheckpoint() {}

    /**
     * Loads the start, or makes and saves it.
     *
     * @param initial the adapter before the first step
     * @param warnings get when it is made again, and why
     * @throws DataException when no checkpoint of a run with completed steps is good, or the start is another one now
     */
    static Checkpoint of(TrainingRun run, Supplier<Adapter> initial, Consumer<String> warnings) {
        Optional<RecordedCheckpoint> recorded = run.checkpoints().recorded(0);
        StoredCheckpoint stored = run.checkpoints().find(0);
        Checkpoint start;
        if (stored instanceof StoredCheckpoint.Good good) {
            start = good.checkpoint();
        } else {
            requireAnotherGood(run);
            start = new Checkpoint(0, TrainingState.initial(initial.get()), new TreeMap<>());
            recorded.ifPresent(before -> requireSame(run, start, before));
            if (stored instanceof StoredCheckpoint.Damaged damaged) {
                warnings.accept(damaged.problem() + ". The start is made again, to the same adapter");
            }
            run.requireHeld();
            run.checkpoints().save(start);
        }
        if (recorded.isEmpty()) {
            run.recordKept(start, Optional.empty());
        }
        return start;
    }

    /** Where not one checkpoint is good any more, the storage is not to be trusted with the next. */
    private static void requireAnotherGood(TrainingRun run) {
        int completed = run.completedSteps().size();
        if (completed > 0) {
            run.checkpoints().newestGood(completed, new ArrayList<>());
        }
    }

    private static void requireSame(TrainingRun run, Checkpoint start, RecordedCheckpoint before) {
        String adapter = start.state().adapter().sha256();
        if (!adapter.equals(before.adapterSha())) {
            throw new DataException("The start of run " + run.runId() + ", made again, has the adapter " + adapter
                    + ", and the table checkpoints records " + before.adapterSha() + ". Restore "
                    + run.checkpoints().path(0) + ", or start a new run with another --run-id.");
        }
    }
}
