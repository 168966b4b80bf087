package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.compare.AuditComparison;
import dev.hone.compare.Comparison;
import dev.hone.config.Part;
import dev.hone.evaluate.ComparisonText;
import dev.hone.report.RunReport;
import dev.hone.run.RunAudit;
import dev.hone.run.RunComparison;
import dev.hone.run.SavedRun;
import dev.hone.schema.Split;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    @Mixin
    private OutputOptions output;

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
        List<Comparison> comparisons = comparison.execute(tunedStep, output.console());
        Stream<String> audit =
                new RunAudit(spec(), warehouse, run).compare(split, tunedStep).map(AuditComparison::text).stream();
        String text = Stream.concat(
                        comparisons.stream().flatMap(compared -> ComparisonText.of(compared).stream()), audit)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        output.result(out, text, () -> fields(tunedStep, comparisons));
    }

    private ObjectNode fields(int tunedStep, List<Comparison> comparisons) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("run", spec().run()).put("split", split.columnValue()).put("tuned_step", tunedStep);
        ArrayNode array = fields.putArray("comparisons");
        for (Comparison comparison : comparisons) {
            ObjectNode line = array.addObject();
            line.put("dataset", comparison.dataset()).put("prompts", comparison.prompts());
            RunReport.put(line, comparison);
        }
        return fields;
    }
}
