package dev.hone.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.error.StorageException;
import dev.hone.serving.report.HtmlReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone report}: a run as one HTML file to send around. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "a run as one HTML file that opens without a network: curves, notes, answers; no Spark")
public final class ReportJob extends Job {

    @Mixin
    private RunArgument run;

    @Option(names = "--output", paramLabel = "FILE", description = "default RUN-report.html in this folder")
    private Path file;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new ReportJob(), args);
    }

    @Override
    void check(PrintStream out) {
        run.check();
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        String report = HtmlReport.of(run.files(), run.id()); // first: an id that no run has is no part of a path
        Path target = file == null ? Path.of(run.id() + "-report.html") : file;
        write(target, report);
        output.result(
                out,
                target + "\n",
                () -> JsonNodeFactory.instance.objectNode().put("run", run.id()).put("report", target.toString()));
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
