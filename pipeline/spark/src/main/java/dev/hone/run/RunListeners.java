package dev.hone.run;

import dev.hone.event.RunEvents;
import dev.hone.report.ConsoleEvents;
import dev.hone.report.RunConsole;
import dev.hone.storage.run.RunEventFiles;
import dev.hone.table.Warehouse;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Who is told of the run of a command: its console and the file of the run. */
public final class RunListeners {

    private RunListeners() {}

    public static RunEvents of(Warehouse warehouse, String runId, RunConsole console) {
        Configuration configuration = warehouse.spark().sparkContext().hadoopConfiguration();
        return RunEvents.all(
                List.of(new ConsoleEvents(console), RunEventFiles.of(warehouse.runPath(runId), configuration)));
    }
}
