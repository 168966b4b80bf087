package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.ingest.IngestPrompts;
import dev.hone.ingest.parse.PolicyTokenCounter;
import dev.hone.ingest.report.IngestPreview;
import dev.hone.ingest.report.IngestResult;
import dev.hone.report.RunConsole;
import dev.hone.settings.ModelSettings;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone ingest}: records become rows of the table {@code prompts}. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "turn invocation logs, data sets and tables into prompts")
public final class IngestPromptsJob extends SpecJob {

    @Option(
            names = "--dry-run",
            description = "tell what would be ingested and what not, with examples; writes nothing")
    private boolean dryRun;

    @Mixin
    private OutputOptions output;

    public IngestPromptsJob() {
        super(Set.of(Part.MODEL, Part.INGEST));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new IngestPromptsJob(), args);
    }

    @Override
    String whatStays() {
        return "what was committed stays; the same command makes the ingest whole";
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        printHead(output.messages(out));
        if (dryRun) {
            IngestPreview preview = shown(warehouse, output.console(), "reading", () -> stage(warehouse, spec())
                    .preview());
            output.result(
                    out,
                    preview.text() + "\nThis was a dry run: nothing was written to " + spec().warehouse() + "\n",
                    () -> fields(preview.result()).put("dry_run", true));
        } else {
            IngestResult result = ingest(warehouse, spec(), output.console());
            output.result(out, result.summary() + "\n", () -> fields(result));
        }
    }

    /** Ingests what the specification names. */
    static IngestResult ingest(Warehouse warehouse, JobSpec spec, RunConsole console) {
        return shown(
                warehouse, console, "ingesting", () -> stage(warehouse, spec).execute());
    }

    /** Does work whose Spark tasks move a bar. */
    private static <T> T shown(Warehouse warehouse, RunConsole console, String doing, Supplier<T> work) {
        SparkContext context = warehouse.spark().sparkContext();
        TaskProgress progress = new TaskProgress(console);
        context.addSparkListener(progress);
        try {
            return console.during(doing, work);
        } finally {
            context.removeSparkListener(progress);
        }
    }

    private static ObjectNode fields(IngestResult result) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("dataset", result.dataset())
                .put("records", result.recordsRead())
                .put("prompts", result.prompts())
                .put("duplicates", result.duplicates())
                .put("filtered", result.filtered())
                .put("quarantined", result.quarantined());
        put(fields, "splits", result.splits());
        put(fields, "families", result.families());
        put(fields, "duplicate_reasons", result.duplicateReasons());
        put(fields, "filter_reasons", result.filterReasons());
        put(fields, "quarantine_reasons", result.quarantineReasons());
        put(fields, "redactions", result.redactions());
        return fields;
    }

    private static void put(ObjectNode fields, String name, Map<String, Long> counts) {
        ObjectNode node = fields.putObject(name);
        new TreeMap<>(counts).forEach(node::put);
    }

    private static IngestPrompts stage(Warehouse warehouse, JobSpec spec) {
        ModelSettings model = spec.model().orElseThrow();
        return new IngestPrompts(
                warehouse,
                spec.ingest().orElseThrow(),
                new PolicyTokenCounter(Path.of(model.path()).toAbsolutePath().toString(), model.template()).loaded());
    }
}
