package dev.hone.jobs;

import dev.hone.config.Part;
import dev.hone.evaluate.Comparison;
import dev.hone.evaluate.ComparisonText;
import dev.hone.report.RunConsole;
import dev.hone.rescore.AuditComparison;
import dev.hone.run.RunAudit;
import dev.hone.run.RunComparison;
import dev.hone.run.SavedRun;
import dev.hone.schema.Split;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone evaluate}: base against tuned on held-out prompts; evaluations that are stored are read, not made again. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "compare the policy before and after a run on held-out prompts")
public final class EvaluateJob extends SpecJob {

    @Option(names = "--split", description = "validation or test (default: ${DEFAULT-VALUE})")
    private Split split = Split.TEST;

    @Mixin
    private StepOption step;

    public EvaluateJob() {
        super(Set.of(Part.MODEL, Part.TRAIN, Part.REWARD, Part.AUDIT, Part.EVALUATE));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new EvaluateJob(), args);
    }

    @Override
    String whatStays() {
        return "evaluations that are complete stay; the same command makes the missing ones";
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        SavedRun run = SavedRun.find(warehouse, spec().run());
        RunComparison comparison = new RunComparison(spec(), warehouse, run, split);
        int tunedStep = step.of(run);
        for (Comparison compared : comparison.execute(tunedStep, RunConsole.standard())) {
            ComparisonText.of(compared).forEach(out::println);
        }
        new RunAudit(spec(), warehouse, run)
                .compare(split, tunedStep)
                .map(AuditComparison::text)
                .ifPresent(out::println);
    }
}
