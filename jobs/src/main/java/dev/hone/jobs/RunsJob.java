package dev.hone.jobs;

import dev.hone.run.RunReport;
import dev.hone.run.RunStates;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hone runs}: the runs of a warehouse, the newest first. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "list the runs of a warehouse with their states")
public final class RunsJob extends SparkJob {

    private static final String QUERY =
            """
            SELECT run_id, state, completed_steps, planned_steps, best_step, learning_rate, first_reward, last_reward, seconds, state_reason, created_at, base_model
            FROM run_summary ORDER BY created_at DESC
            """;
    private static final int MAX_WIDTH = 120;

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
    void execute(SparkSession spark, PrintStream out) {
        Warehouse warehouse = options.open(spark);
        if (!warehouse.runs().exists()) {
            output.messages(out).println("There is no run yet.");
        } else if (output.json()) {
            warehouse
                    .runs()
                    .all()
                    .forEach(run -> out.println(RunReport.of(warehouse, run).json()));
        } else {
            table(spark, warehouse, out);
        }
    }

    private static void table(SparkSession spark, Warehouse warehouse, PrintStream out) {
        warehouse.registerViews("run_summary"::equals);
        RunStates states = new RunStates(warehouse);
        Dataset<Row> runs = spark.sql(QUERY);
        List<Row> rows = runs.collectAsList().stream()
                .map(row -> withStateNow(row, states))
                .toList();
        out.print(new ResultTable(runs.schema().fields(), rows, MAX_WIDTH).text());
    }

    private static Row withStateNow(Row row, RunStates states) {
        Object[] values = IntStream.range(0, row.size()).mapToObj(row::get).toArray();
        values[row.fieldIndex("state")] = states.now(row.getAs("run_id"), row.getAs("state"));
        return RowFactory.create(values);
    }
}
