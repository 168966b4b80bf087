package dev.hone.jobs;

import dev.hone.report.Printable;
import dev.hone.run.RunReport;
import dev.hone.serving.run.RunLine;
import dev.hone.serving.run.WarehouseRuns;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hone runs}: the runs of a warehouse, the newest first. The table needs no Spark; JSON has figures that only it computes. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "list the runs of a warehouse with their states")
public final class RunsJob extends SparkJob {

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
        return output.json();
    }

    @Override
    void work(PrintStream out) {
        if (output.json()) {
            super.work(out);
            return;
        }
        WarehouseFiles files = options.files();
        List<RunLine> runs = new WarehouseRuns(files.tables(), files.folders()).all();
        if (runs.isEmpty()) {
            output.messages(out).println(NONE_YET);
        } else {
            out.print(table(runs));
        }
    }

    @Override
    void execute(SparkSession spark, PrintStream out) {
        Warehouse warehouse = options.open(spark);
        if (!warehouse.runs().exists()) {
            output.messages(out).println(NONE_YET);
            return;
        }
        warehouse
                .runs()
                .all()
                .forEach(run -> out.println(RunReport.of(warehouse, run).json()));
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
