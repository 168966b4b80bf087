package dev.hone.jobs;

import dev.hone.config.Part;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hone sft}: a supervised warm start on references or logged answers. */
@Command(
        name = "sft",
        mixinStandardHelpOptions = true,
        description = "fine-tune on reference or logged answers; resumes a run that was interrupted")
public final class SftJob extends SpecJob {

    @Mixin
    private OutputOptions output;

    public SftJob() {
        super(Set.of(Part.MODEL, Part.ADAPTER, Part.SFT));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new SftJob(), args);
    }

    @Override
    String whatStays() {
        return "run " + spec().run() + " keeps the steps up to its last line above; the same command resumes it";
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        PrintStream messages = output.messages(out);
        printHead(messages);
        RunSetup setup = RunSetup.begin(spec(), warehouse, List::of, messages);
        SftLoop.Result result = SftLoop.run(
                warehouse,
                setup.policy().open(),
                setup.sftSettings(),
                setup.description(RunDescription.SFT),
                RunListeners.of(warehouse, spec().run(), output.console()));
        String text = String.format(
                Locale.ROOT,
                "Run %s: %d steps, loss %.4f nats a token; the checkpoint is %s%n",
                result.runId(),
                result.steps(),
                result.loss(),
                result.checkpoint());
        output.result(out, text, () -> RunJson.of(warehouse.path(), spec().run())
                .put("loss", result.loss())
                .put("checkpoint", result.checkpoint()));
    }
}
