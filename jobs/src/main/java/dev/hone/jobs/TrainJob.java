package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.config.JobSpec;
import dev.hone.config.ModelDefaults;
import dev.hone.config.Part;
import dev.hone.evaluate.ComparisonText;
import dev.hone.report.RunConsole;
import dev.hone.run.RewardGate;
import dev.hone.run.RunListeners;
import dev.hone.run.RunSetup;
import dev.hone.run.TrainEstimate;
import dev.hone.run.TrainingAdvice;
import dev.hone.table.Warehouse;
import dev.hone.train.TrainLoop;
import dev.hone.train.run.RunDescription;
import java.io.PrintStream;
import java.util.List;
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

    @Mixin
    private OutputOptions output;

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
        printHead(output.messages(out));
        if (dryRun) {
            TrainEstimate estimate = TrainEstimate.of(spec(), warehouse);
            List<String> advice = TrainingAdvice.of(spec(), warehouse);
            output.result(out, estimate.text() + TrainingAdvice.text(advice), () -> fields(estimate, advice));
            return;
        }
        TrainLoop.Result result = train(warehouse, spec(), force.isGiven(), output.messages(out), output.console());
        ReportBesideExport.write(spec(), warehouse.path(), output.messages(out));
        output.resultSaid(out, text(result), () -> fields(warehouse, result));
    }

    private ObjectNode fields(TrainEstimate estimate, List<String> advice) {
        ObjectNode fields = estimate.fields().put("run", spec().run()).put("dry_run", true);
        advice.forEach(fields.putArray("advice")::add);
        return fields;
    }

    /** What came out, in a few lines. */
    static String text(TrainLoop.Result result) {
        StringBuilder text = new StringBuilder("Run " + result.runId() + " is "
                + result.state().columnValue() + " after " + result.steps() + " steps: " + result.reason() + "\n");
        result.comparisons().stream()
                .flatMap(comparison -> ComparisonText.of(comparison).stream())
                .forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    static ObjectNode fields(Warehouse warehouse, TrainLoop.Result result) {
        return RunJson.of(warehouse.path(), result.runId())
                .put("reason", result.reason())
                .put("tuned_step", result.tunedStep());
    }

    /**
     * Trains to the end.
     *
     * @param force whether a new run may begin with an unfit reward
     * @param messages takes what is said before it begins
     * @param console shows its steps
     */
    public static TrainLoop.Result train(
            Warehouse warehouse, JobSpec spec, boolean force, PrintStream messages, RunConsole console) {
        RunSetup setup = RunSetup.begin(spec, warehouse, () -> TrainingAdvice.of(spec, warehouse), messages);
        RewardGate.pass(spec, warehouse, force, messages);
        WatchHint.print(warehouse.path(), spec.run(), messages);
        return TrainLoop.run(
                warehouse,
                setup.policy(),
                setup.trainSettings(),
                setup.description(RunDescription.TRAIN),
                RunListeners.of(warehouse, spec.run(), console));
    }
}
