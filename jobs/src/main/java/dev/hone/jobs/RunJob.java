package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.ModelDefaults;
import dev.hone.config.Part;
import dev.hone.error.NothingToDoException;
import dev.hone.export.ExportModel;
import dev.hone.run.SavedRun;
import dev.hone.schema.RunState;
import dev.hone.table.Warehouse;
import dev.hone.train.TrainLoop;
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

    @Mixin
    private OutputOptions output;

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
        PrintStream messages = output.messages(out);
        printHead(messages);
        if (!trained) {
            messages.println("\n[1/3] Ingest");
            messages.println(
                    IngestPromptsJob.ingest(warehouse, spec(), output.console()).summary());
            messages.println("\n[2/3] Train");
            TrainLoop.Result result = TrainJob.train(warehouse, spec(), force.isGiven(), messages, output.console());
            if (result.state() == RunState.STOPPED) { // nothing to export yet: the same command resumes it
                output.resultSaid(out, TrainJob.text(result), () -> TrainJob.fields(warehouse, result));
                return;
            }
        }
        messages.println("\n[3/3] Export");
        SavedRun run = SavedRun.find(warehouse, spec().run());
        ExportModel.Result exported =
                ExportJob.export(warehouse, spec(), run, run.tunedStep(), false, messages, output.console());
        ReportBesideExport.write(spec(), warehouse.path(), messages);
        output.result(
                out,
                ExportJob.text(exported) + "\n  tables          " + warehouse.path() + "\n",
                () -> RunJson.of(warehouse.path(), spec().run()).set("export", ExportJob.fields(exported)));
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
