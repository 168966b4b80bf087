package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.ingest.IngestPrompts;
import dev.hone.ingest.parse.PolicyTokenCounter;
import dev.hone.ingest.report.IngestResult;
import dev.hone.settings.ModelSettings;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
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
        printHead(out);
        IngestPrompts stage = stage(warehouse, spec());
        if (dryRun) {
            out.println(stage.preview().text());
            out.println("This was a dry run: nothing was written to " + spec().warehouse());
        } else {
            out.println(stage.execute().summary());
        }
    }

    /** Ingests what the specification names. */
    static IngestResult ingest(Warehouse warehouse, JobSpec spec) {
        return stage(warehouse, spec).execute();
    }

    private static IngestPrompts stage(Warehouse warehouse, JobSpec spec) {
        ModelSettings model = spec.model().orElseThrow();
        return new IngestPrompts(
                warehouse,
                spec.ingest().orElseThrow(),
                new PolicyTokenCounter(Path.of(model.path()).toAbsolutePath().toString(), model.template()).loaded());
    }
}
