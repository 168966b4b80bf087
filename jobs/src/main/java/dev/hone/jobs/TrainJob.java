package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.ModelDefaults;
import dev.hone.config.Part;
import dev.hone.run.RunHead;
import dev.hone.run.RunListeners;
import dev.hone.run.RunSetup;
import dev.hone.run.TrainEstimate;
import dev.hone.run.TrainingAdvice;
import dev.hone.table.Warehouse;
import dev.hone.train.TrainLoop;
import dev.hone.train.run.RunDescription;
import java.io.PrintStream;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone train}: reinforcement on ingested prompts, from wherever an earlier driver left the run. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "train the policy on its rewards; resumes a run that was interrupted")
public final class TrainJob extends Job {

    private static final Set<Part> PARTS = Set.of(Part.MODEL, Part.ADAPTER, Part.TRAIN, Part.REWARD, Part.EVALUATE);

    @Mixin
    private SpecOptions options;

    @Option(names = "--dry-run", description = "say what the run would do and need; changes nothing")
    private boolean dryRun;

    private JobSpec spec;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new TrainJob(), args);
    }

    @Override
    void check(PrintStream out) {
        spec = ModelDefaults.complete(options.read(PARTS));
    }

    @Override
    String whatStays() {
        return "run " + spec.run()
                + " keeps every step that is complete, the one under way is dropped; the same command resumes the run";
    }

    @Override
    void execute(SparkSession spark, PrintStream out) {
        RunHead.print(spec, PARTS, verbose(), out);
        Warehouse warehouse = new Warehouse(spark, spec.warehouse());
        if (dryRun) {
            out.print(TrainEstimate.of(spec, warehouse).text());
            out.print(TrainingAdvice.text(TrainingAdvice.of(spec, warehouse)));
            return;
        }
        train(warehouse, spec, out);
    }

    /** Trains to the end. */
    public static TrainLoop.Result train(Warehouse warehouse, JobSpec spec, PrintStream out) {
        RunSetup.requirePrompts(spec, warehouse);
        warehouse.createTables();
        RunHead.printAdvice(spec, warehouse, TrainingAdvice.of(spec, warehouse), out);
        RunSetup setup = new RunSetup(spec, warehouse);
        return TrainLoop.run(
                warehouse,
                setup.policy(),
                setup.trainSettings(),
                setup.description(RunDescription.TRAIN),
                RunListeners.of(warehouse, spec.run()));
    }
}
