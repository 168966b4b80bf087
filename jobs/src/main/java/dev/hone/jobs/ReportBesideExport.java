package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.serving.report.HtmlReport;
import dev.hone.serving.table.WarehouseFiles;
import java.io.PrintStream;
import java.nio.file.Path;

/** The report that a run leaves at its end, beside its export. A run whose report cannot be made is a good run all the same. */
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
        } catch (RuntimeException e) { // of whatever kind: the training counts for more than a page about it
            System.err.println("warning: the report was not made: " + e
                    + ". The run's tables and its export are as they should be; hone report " + spec.run()
                    + " tries again");
        }
    }
}
