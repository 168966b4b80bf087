package dev.hone.serving.deploy;

import dev.hone.compare.TunedStep;
import dev.hone.config.ModelDocument;
import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.policy.adapter.Adapter;
import dev.hone.schema.CheckpointRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.StepRow;
import dev.hone.serving.run.WarehouseRuns;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.serving.table.Where;
import dev.hone.settings.ModelSettings;
import dev.hone.storage.checkpoint.RecordedCheckpoint;
import dev.hone.storage.checkpoint.StoredCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A policy of a run, from its checkpoint, every file of it checked.
 *
 * @param settings of its base model: where it lies, what its template sees, how it reasons
 */
public record TrainedPolicy(Target target, RunRow run, ModelSettings settings, Adapter adapter) {

    /**
     * Reads one.
     *
     * @param step empty for the tuned one
     * @throws ConfigException where there is no such run or checkpoint
     * @throws DataException where it is damaged
     */
    public static TrainedPolicy read(WarehouseFiles files, String runId, OptionalInt step) {
        WarehouseRuns runs = new WarehouseRuns(files.tables(), files.folders());
        RunRow run = runs.find(runId)
                .orElseThrow(() -> new ConfigException(
                        "there is no run " + runId + " in " + files.path() + ". hone runs lists the runs"));
        List<StepRow> steps = runs.steps(runId);
        int wanted = step.orElseGet(() -> TunedStep.of(run, steps));
        if (wanted == 0 && step.isEmpty()) {
            throw new ConfigException("run " + runId + " has no completed step, so there is nothing to deploy. Train it"
                    + " first, or give --step 0 for the policy that it starts with");
        }
        StoredCheckpoint stored =
                files.folders().checkpoints(runId).find(wanted, recorded(files.tables(), runId, wanted, steps));
        Adapter adapter = adapter(stored, wanted, runId);
        ModelSettings settings = ModelDocument.ofRun(runId, run.spec());
        Target target = new Target(files.path(), runId, wanted, settings.path(), adapter.sha256());
        return new TrainedPolicy(target, run, settings, adapter);
    }

    private static Adapter adapter(StoredCheckpoint stored, int step, String runId) {
        if (stored instanceof StoredCheckpoint.Good good) {
            return good.checkpoint().state().adapter();
        }
        if (stored instanceof StoredCheckpoint.Damaged damaged) {
            throw new DataException("the checkpoint of step " + step + " of run " + runId + " is damaged: "
                    + damaged.problem() + ". Restore the file, or take another step with --step");
        }
        throw new ConfigException("there is no checkpoint of step " + step + " of run " + runId
                + ". Kept are the start, those of the evaluations, and the last; see the table checkpoints");
    }

    private static Optional<RecordedCheckpoint> recorded(
            TableReader tables, String runId, int step, List<StepRow> steps) {
        Stream<RecordedCheckpoint> ofSteps = steps.stream()
                .filter(row -> row.step() == step)
                .map(row -> new RecordedCheckpoint(row.adapterSha(), row.checkpointSha()));
        Stream<RecordedCheckpoint> ofCheckpoints = tables
                .rows(
                        CheckpointRow.TABLE,
                        Where.<CheckpointRow>all()
                                .and(CheckpointRow.RUN_ID, runId)
                                .and(CheckpointRow.STEP, step))
                .stream()
                .map(row -> new RecordedCheckpoint(row.adapterSha(), row.checkpointSha()));
        return Stream.concat(ofSteps, ofCheckpoints).findFirst();
    }
}
