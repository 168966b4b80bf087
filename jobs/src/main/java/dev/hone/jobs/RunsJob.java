package dev.hone.jobs;

import dev.hone.report.Printable;
import dev.hone.serving.run.RunLine;
import dev.hone.serving.run.RunReports;
import dev.hone.serving.run.WarehouseRuns;
import dev.hone.serving.table.WarehouseFiles;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hone runs}: the runs of a warehouse, the newest first. With --json one object a run: its gain with intervals, costs, settings. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "list the runs of a warehouse with their states")
public final class RunsJob extends Job {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final String NONE_YET = "There is no run yet.";

    @Mixin
    private WarehouseOptions options;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new RunsJob(), args);
    }

    @Override
    void check(PrintStream out) {
        options.check();
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        WarehouseFiles files = options.files();
        if (output.json()) {
            new RunReports(files).all().forEach(run -> out.println(run.json()));
            return;
        }
        List<RunLine> runs = new WarehouseRuns(files.tables(), files.folders()).all();
        if (runs.isEmpty()) {
            output.messages(out).println(NONE_YET);
        } else {
            out.print(table(runs));
        }
    }

    static String table(List<RunLine> runs) {
        return new TextTable(
                        List.of("run", "state", "steps", "reward", "accuracy", "time", "created (UTC)"),
                        Set.of(2, 5),
                        runs.stream().map(RunsJob::cells).toList())
                .text();
    }

    private static List<String> cells(RunLine line) {
        return List.of(
                Printable.line(line.run().runId()),
                line.state(),
                line.completedSteps() + "/" + line.run().plannedSteps(),
                RunFigures.rewards(line),
                RunFigures.accuracy(line),
                RunFigures.time(line.duration()),
                MINUTES.format(line.run().createdAt()));
    }
}
