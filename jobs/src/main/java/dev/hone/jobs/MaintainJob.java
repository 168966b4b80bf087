package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.table.WarehouseMigration;
import java.io.PrintStream;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone maintain}: what the tables of a warehouse need now and then, while nothing else uses them. */
@Command(
        name = "maintain",
        mixinStandardHelpOptions = true,
        description = "give the tables of an earlier version their names of today")
public final class MaintainJob extends SparkJob {

    @Mixin
    private WarehouseOptions options;

    @Option(
            names = "--migrate",
            required = true,
            description = "rename tables, columns and metrics that an earlier version named otherwise")
    private boolean migrate;

    @Mixin
    private OutputOptions output;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new MaintainJob(), args);
    }

    @Override
    void check(PrintStream out) {
        options.check();
    }

    @Override
    String whatStays() {
        return "what was renamed stays; start the same command again";
    }

    @Override
    void execute(SparkSession spark, PrintStream out) {
        if (migrate) {
            new WarehouseMigration(options.openUnchecked(spark)).run(output.messages(out)::println);
            output.result(out, "", () -> JsonNodeFactory.instance.objectNode().put("migrated", true));
        }
    }
}
