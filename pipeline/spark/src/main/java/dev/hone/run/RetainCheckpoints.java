package dev.hone.run;

import dev.hone.schema.RunRow;
import dev.hone.storage.checkpoint.CheckpointStore;
import dev.hone.storage.checkpoint.StoredCheckpoint;
import dev.hone.storage.run.ExportedSteps;
import dev.hone.storage.run.IdleRun;
import dev.hone.table.Warehouse;
import dev.hone.train.run.RunCheckpoints;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * Deletes checkpoints of runs that nobody works on. Kept are the start, the last good ones, the tuned one and those that were exported;
 * the rows of the table {@code checkpoints} stay. Deleted are the oldest first, and a checkpoint that lost some of its files counts for
 * none: a killed maintenance leaves runs that resume, evaluate and export.
 */
public final class RetainCheckpoints {

    private final Warehouse warehouse;
    private final Configuration configuration;
    private final int keep;

    /** @param keep good checkpoints to keep from the last back, at least 1 */
    public RetainCheckpoints(Warehouse warehouse, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("at least one checkpoint is kept, or no run could go on");
        }
        this.warehouse = warehouse;
        this.configuration = warehouse.spark().sparkContext().hadoopConfiguration();
        this.keep = keep;
    }

    /**
     * What became of a run's checkpoints, or would.
     *
     * @param live whether a driver works on the run, so that nothing is touched
     * @param kept steps whose checkpoints stay, in order
     * @param deleted steps whose checkpoints go, in order
     * @param bytes of those that go
     */
    public record Retained(String runId, boolean live, Set<Integer> kept, Set<Integer> deleted, long bytes) {}

    /** Says what would go. */
    public List<Retained> plan() {
        return warehouse.runs().all().stream()
                .map(run -> IdleRun.isLive(warehouse.runPath(run.runId()), run, configuration)
                        ? live(run)
                        : retained(run, store(run)))
                .toList();
    }

    /** Deletes it. */
    public List<Retained> execute() {
        return warehouse.runs().all().stream()
                .map(run -> IdleRun.whileIdle(warehouse.runPath(run.runId()), run, configuration, () -> delete(run))
                        .orElseGet(() -> live(run)))
                .toList();
    }

    private Retained delete(RunRow run) {
        CheckpointStore store = store(run);
        Retained retained = retained(run, store);
        retained.deleted().forEach(step -> store.prune(saved -> saved != step));
        return retained;
    }

    private static Retained live(RunRow run) {
        return new Retained(run.runId(), true, Set.of(), Set.of(), 0);
    }

    private Retained retained(RunRow run, CheckpointStore store) {
        Set<Integer> deleted = new TreeSet<>(store.steps());
        Set<Integer> kept = kept(run, store);
        kept.retainAll(deleted);
        deleted.removeAll(kept);
        long bytes = deleted.stream().mapToLong(store::bytes).sum();
        return new Retained(run.runId(), false, kept, deleted, bytes);
    }

    private CheckpointStore store(RunRow run) {
        return new CheckpointStore(configuration, warehouse.runPath(run.runId()), run.runId());
    }

    private Set<Integer> kept(RunRow run, CheckpointStore store) {
        String runPath = warehouse.runPath(run.runId());
        Set<Integer> kept = new TreeSet<>(new ExportedSteps(runPath, configuration).all());
        kept.add(0);
        kept.add(SavedRun.of(warehouse, run).tunedStep());
        RunCheckpoints checkpoints =
                RunCheckpoints.of(warehouse, run.runId(), warehouse.steps().ofRun(run.runId()));
        store.steps().stream()
                .filter(step -> checkpoints.find(step) instanceof StoredCheckpoint.Good)
                .limit(keep)
                .forEach(kept::add);
        return kept;
    }
}
