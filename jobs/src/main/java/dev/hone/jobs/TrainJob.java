package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.ModelDefaults;
import dev.hone.config.Part;
import dev.hone.run.RewardGate;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone train}: reinforcement on ingested prompts, from wherever an earlier driver left the run. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "train the policy on its rewards; resumes a run that was interrupted")
public final class TrainJob extends SpecJob {

    @Option(names = "--dry-run", description = "say what the run would do and need; changes nothing")
    private boolean dryRun;

    @Mixin
    private ForceOption force;

    public TrainJob() {
        super(Set.of(Part.MODEL, Part.ADAPTER, Part.TRAIN, Part.REWARD, Part.AUDIT, Part.EVALUATE));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new TrainJob(), args);
    }

    @Override
    JobSpec complete(JobSpec written) {
        return ModelDefaults.complete(written);
    }

    @Override
    String whatStays() {
        return "run " + spec().run()
                + " keeps every step that is complete, the one under way is dropped; the same command resumes the run";
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        printHead(out);
        if (dryRun) {
            out.print(TrainEstimate.of(spec(), warehouse).text());
            out.print(TrainingAdvice.text(TrainingAdvice.of(spec(), warehouse)));
            return;
        }
        train(warehouse, spec(), force.isGiven(), out);
    }

    /**
     * Trains to the end.
     *
     * @param force whether a new run may begin with an unfit reward
     */
    public static TrainLoop.Result train(Warehouse warehouse, JobSpec spec, boolean force, PrintStream out) {
        RunSetup setup = RunSetup.begin(spec, warehouse, () -> TrainingAdvice.of(spec, warehouse), out);
        RewardGate.pass(spec, warehouse, force, out);
        return TrainLoop.run(
                warehouse,
                setup.policy(),
                setup.trainSettings(),
                setup.description(RunDescription.TRAIN),
                RunListeners.of(warehouse, spec.run()));
    }
}
