package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ConfigException;
import dev.hone.error.NothingToDoException;
import dev.hone.storage.StorageFailure;
import dev.hone.storage.run.DriverPresence;
import dev.hone.storage.run.StopRequest;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hone stop}: ends a live run after its current step. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "end a live run after its current step, with its checkpoint; hone train resumes it")
public final class StopJob extends Job {

    @Parameters(paramLabel = "RUN", description = "the run's id; hone runs lists them")
    private String runId;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new StopJob(), args);
    }

    @Override
    void check(PrintStream out) {
        warehouse.check();
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        Configuration configuration = new Configuration();
        HadoopSettings.here().forEach(configuration::set);
        String runPath = Warehouse.runPath(warehouse.path(), runId);
        requireRun(new Path(runPath), configuration);
        DriverPresence driver = DriverPresence.of(runPath, configuration);
        if (driver == DriverPresence.GONE) {
            throw new NothingToDoException(
                    "run " + runId + " is not live: no driver works on it, so there is nothing to"
                            + " stop. hone runs shows how it ended");
        }
        StopRequest.to(runPath, configuration).make();
        output.result(out, text(driver), () -> fields(driver));
    }

    private ObjectNode fields(DriverPresence driver) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("run", runId)
                .put("requested", true)
                .put("live", driver == DriverPresence.WORKING);
    }

    private String text(DriverPresence driver) {
        String asked = "Run " + runId + " ends after its current step, with its checkpoint; hone train resumes it.\n";
        return driver == DriverPresence.WORKING
                ? asked
                : "Whether a driver works on run " + runId + " cannot be seen from this machine. If one does: " + asked;
    }

    private void requireRun(Path run, Configuration configuration) {
        try {
            boolean named = !runId.isEmpty() && !runId.contains("/") && !runId.startsWith(".");
            if (!named || !run.getFileSystem(configuration).exists(run)) {
                throw new ConfigException("there is no run " + runId + " in " + warehouse.path()
                        + ". hone runs lists the runs; hone train makes one");
            }
        } catch (IOException e) {
            throw StorageFailure.of(
                    "The run in " + StorageFailure.shown(run) + " cannot be found", e, "Nothing was done.");
        }
    }
}
