package dev.hone.serving.table;

import dev.hone.schema.RunRow;
import dev.hone.storage.checkpoint.CheckpointStore;
import dev.hone.storage.run.DriverPresence;
import dev.hone.storage.run.ExportedSteps;
import dev.hone.storage.run.StopRequest;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The folders of a warehouse's runs, where their drivers leave who they are and what occurs. */
public final class RunFolders {

    private final String warehouse;
    private final Configuration configuration;

    public RunFolders(String warehouse, Configuration configuration) {
        this.warehouse = warehouse;
        this.configuration = configuration;
    }

    /** The state of a run now: {@code interrupted} where nobody works on it, {@code running?} where that cannot be known. */
    public String stateNow(RunRow run) {
        return DriverPresence.stateNow(run.state().columnValue(), folder(run.runId()), configuration);
    }

    /** The events of a run from the first on. */
    public EventTail events(String runId) {
        return new EventTail(new Path(folder(runId)), configuration);
    }

    /** Asks the driver of a run to end after its step; it need not have begun yet. */
    public void askToStop(String runId) {
        StopRequest.to(folder(runId), configuration).make();
    }

    /** The steps of a run whose policy was exported, in order. */
    public Set<Integer> exported(String runId) {
        return new ExportedSteps(folder(runId), configuration).all();
    }

    /** The checkpoints of a run. */
    public CheckpointStore checkpoints(String runId) {
        return new CheckpointStore(configuration, folder(runId), runId);
    }

    private String folder(String runId) {
        return warehouse + "/_runs/" + runId;
    }
}
