package dev.hone.jobs;

import dev.hone.error.ConfigException;
import dev.hone.schema.RunRow;
import dev.hone.serving.run.WarehouseRuns;
import dev.hone.serving.table.WarehouseFiles;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The run that a command looks at without Spark, and where its tables are. */
final class RunArgument {

    @Parameters(paramLabel = "RUN", description = "the run's id; hone runs lists them")
    private String runId;

    @Mixin
    private WarehouseOptions warehouse;

    private WarehouseFiles files;

    void check() {
        warehouse.check();
    }

    String id() {
        return runId;
    }

    WarehouseFiles files() {
        if (files == null) {
            files = warehouse.files();
        }
        return files;
    }

    WarehouseRuns runs() {
        return new WarehouseRuns(files().tables(), files().folders());
    }

    /**
     * Its row.
     *
     * @throws ConfigException where there is none
     */
    RunRow row() {
        return runs().find(runId).orElseThrow(this::missing);
    }

    private ConfigException missing() {
        return new ConfigException("there is no run " + runId + " in " + files().path() + ". hone runs lists the runs");
    }
}
