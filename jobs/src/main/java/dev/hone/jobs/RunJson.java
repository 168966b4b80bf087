package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.serving.run.RunReports;
import dev.hone.serving.table.WarehouseFiles;

/** A run for a program that has just made it. */
final class RunJson {

    private RunJson() {}

    /** What hone runs says of it in JSON. */
    static ObjectNode of(String warehouse, String runId) {
        return new RunReports(WarehouseFiles.open(warehouse, HadoopSettings.here()))
                .find(runId)
                .fields();
    }
}
