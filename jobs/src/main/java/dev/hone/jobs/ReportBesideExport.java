package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.error.HoneException;
import dev.hone.serving.report.HtmlReport;
import dev.hone.serving.table.WarehouseFiles;
import java.io.PrintStream;
import java.nio.file.Path;

/** The report that a run leaves at its end, beside its export. A run whose report cannot be made is complete all the same. */
final class ReportBesideExport {

    private ReportBesideExport() {}

    /**
     * Makes it, and says where it is or why it is not there.
     *
     * @param warehouse folder of the tables
     */
    static void write(JobSpec spec, String warehouse, PrintStream messages) {
        Path file = Path.of(spec.export().path()).toAbsolutePath().resolveSibling(spec.run() + "-report.html");
        try {
            ReportJob.write(file, HtmlReport.of(WarehouseFiles.open(warehouse, HadoopSettings.here()), spec.run()));
            messages.println("Report: " + file);
        } catch (HoneException e) {
            System.err.println("warning: the report was not made: " + e.getMessage() + ". The run is complete without it; hone report "
                    + spec.run() + " tries again");
        }
    }
}
