package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.run.RunHead;
import dev.hone.run.RunListeners;
import dev.hone.run.RunSetup;
import dev.hone.table.Warehouse;
import dev.hone.train.SftLoop;
import dev.hone.train.run.RunDescription;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hone sft}: a supervised warm start on references or logged answers. */
@Command(
        name = "sft",
        mixinStandardHelpOptions = true,
        description = "fine-tune on reference or logged answers; resumes a run that was interrupted")
public final class SftJob extends Job {

    private static final Set<Part> PARTS = Set.of(Part.MODEL, Part.ADAPTER, Part.SFT);

    @Mixin
    private SpecOptions options;

    private JobSpec spec;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new SftJob(), args);
    }

    @Override
    void check(PrintStream out) {
        spec = options.read(PARTS);
    }

    @Override
    String whatStays() {
        return "run " + spec.run() + " keeps the steps up to its last line above; the same command resumes it";
    }

    @Override
    void execute(SparkSession spark, PrintStream out) {
        RunHead.print(spec, PARTS, verbose(), out);
        Warehouse warehouse = new Warehouse(spark, spec.warehouse());
        RunSetup.requirePrompts(spec, warehouse);
        warehouse.createTables();
        RunHead.printAdvice(spec, warehouse, List.of(), out);
        RunSetup setup = new RunSetup(spec, warehouse);
        SftLoop.Result result = SftLoop.run(
                warehouse,
                setup.policy().open(),
                setup.sftSettings(),
                setup.description(RunDescription.SFT),
                RunListeners.of(warehouse, spec.run()));
        out.printf(
                Locale.ROOT,
                "Run %s: %d steps, loss %.4f nats a token; the checkpoint is %s%n",
                result.runId(),
                result.steps(),
                result.loss(),
                result.checkpoint());
    }
}
