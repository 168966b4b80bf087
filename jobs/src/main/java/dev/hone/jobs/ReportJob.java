package dev.hone.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import dev.hone.serving.report.HtmlReport;
import dev.hone.serving.table.WarehouseFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hone report}: a run as one HTML file to send around. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "a run as one HTML file that opens without a network: curves, notes, answers; no Spark")
public final class ReportJob extends Job {

    @Parameters(paramLabel = "RUN", description = "the run's id; hone runs lists them")
    private String runId;

    @Option(names = "--output", paramLabel = "FILE", description = "default RUN-report.html in this folder")
    private Path file;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new ReportJob(), args);
    }

    @Override
    void check(PrintStream out) {
        if (runId.isEmpty() || runId.contains("/") || runId.startsWith(".")) {
            throw new ConfigException("\"" + runId + "\" is no run. hone runs lists the runs");
        }
        warehouse.check();
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        Path target = file == null ? Path.of(runId + "-report.html") : file;
        write(target, HtmlReport.of(WarehouseFiles.open(warehouse.path(), HadoopSettings.here()), runId));
        output.result(
                out,
                target + "\n",
                () -> JsonNodeFactory.instance.objectNode().put("run", runId).put("report", target.toString()));
    }

    /**
     * Writes it, with the folders above it.
     *
     * @throws StorageException where that fails
     */
    static void write(Path target, String report) {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.writeString(target, report, UTF_8);
        } catch (IOException e) {
            throw new StorageException(
                    "the report cannot be written to " + target + ": " + e + ". Name another file by --output", e);
        }
    }
}
