package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.ModelDefaults;
import dev.hone.config.Part;
import dev.hone.error.NothingToDoException;
import dev.hone.run.SavedRun;
import dev.hone.schema.RunState;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hone run}: ingest, train with its evaluations, and export, as one Spark application. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "ingest, train, evaluate and export as one Spark application; resumes a run that was interrupted")
public final class RunJob extends SpecJob {

    @Mixin
    private ForceOption force;

    public RunJob() {
        super(EnumSet.complementOf(EnumSet.of(Part.SFT)));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new RunJob(), args);
    }

    @Override
    JobSpec complete(JobSpec written) {
        return ModelDefaults.complete(written);
    }

    @Override
    String whatStays() {
        return "run " + spec().run()
                + " keeps every step that is complete, the one under way is dropped; the same command goes on with it";
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        boolean trained = isComplete(warehouse);
        if (trained && Files.exists(Path.of(spec().export().path()))) {
            throw new NothingToDoException("run " + spec().run()
                    + " is complete already. Look at it with hone runs, or start a new one with another --run-id");
        }
        printHead(out);
        if (!trained) {
            out.println("\n[1/3] Ingest");
            out.println(IngestPromptsJob.ingest(warehouse, spec()).summary());
            out.println("\n[2/3] Train");
            TrainJob.train(warehouse, spec(), force.isGiven(), out);
        }
        out.println("\n[3/3] Export");
        SavedRun run = SavedRun.find(warehouse, spec().run());
        out.println(ExportJob.export(warehouse, spec(), run, run.tunedStep(), false, out));
        out.println("  tables          " + warehouse.path());
    }

    private boolean isComplete(Warehouse warehouse) {
        return warehouse.runs().exists()
                && warehouse
                        .runs()
                        .find(spec().run())
                        .filter(run -> run.state() == RunState.COMPLETED)
                        .isPresent();
    }
}
