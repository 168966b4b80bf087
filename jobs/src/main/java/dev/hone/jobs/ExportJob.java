package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.compare.AuditComparison;
import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.error.ConfigException;
import dev.hone.export.ExportModel;
import dev.hone.report.RunConsole;
import dev.hone.run.RunAudit;
import dev.hone.run.RunExport;
import dev.hone.run.SavedRun;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone export}: the tuned policy of a run as files that other tools load. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "write the tuned policy as PEFT adapter and merged model, verified on logged rollouts")
public final class ExportJob extends SpecJob {

    @Mixin
    private StepOption step;

    @Option(names = "--force", description = "export the policy though audit.require refuses it")
    private boolean force;

    @Mixin
    private OutputOptions output;

    public ExportJob() {
        super(Set.of(Part.MODEL, Part.AUDIT, Part.EXPORT));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new ExportJob(), args);
    }

    @Override
    JobSpec complete(JobSpec written) {
        if (written.export().path().contains("://")) {
            throw new ConfigException("export.path must be a local folder, got "
                    + written.export().path() + ". Export to a local folder and copy it");
        }
        return written;
    }

    @Override
    String whatStays() {
        return "nothing was exported; start the same command again";
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        SavedRun run = SavedRun.find(warehouse, spec().run());
        ExportModel.Result result =
                export(warehouse, spec(), run, step.of(run), force, output.messages(out), output.console());
        output.result(out, text(result) + "\n", () -> fields(result));
    }

    /**
     * Exports the policy after a step, unless the audit forbids it; what the audit says is printed.
     *
     * @return what was exported
     */
    static ExportModel.Result export(
            Warehouse warehouse,
            JobSpec spec,
            SavedRun run,
            int step,
            boolean force,
            PrintStream messages,
            RunConsole console) {
        RunAudit audit = new RunAudit(spec, warehouse, run);
        Optional<AuditComparison> comparison = audit.compareHeldOut(step);
        audit.beforeExport(step, comparison, force).forEach(messages::println);
        return console.during("exporting the policy of step " + step, () -> new RunExport(spec, warehouse, run)
                .execute(step, comparison));
    }

    static ObjectNode fields(ExportModel.Result result) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("directory", result.directory().toString());
        result.adapter().ifPresent(path -> fields.put("adapter", path.toString()));
        result.merged().ifPresent(path -> fields.put("merged", path.toString()));
        result.adapterError().ifPresent(nats -> fields.put("adapter_error_nats", nats));
        result.mergedError().ifPresent(nats -> fields.put("merged_error_nats", nats));
        return fields.put("rollouts", result.rollouts())
                .put("tokens", result.tokens())
                .put("base_difference_nats", result.baseDifference())
                .put("files", result.files())
                .put("bytes", result.bytes());
    }

    /** What was exported, in a few lines. */
    static String text(ExportModel.Result result) {
        StringBuilder text = new StringBuilder("Exported to " + result.directory() + ":");
        result.adapter()
                .ifPresent(
                        path -> text.append("\n  adapter (PEFT)  ").append(path).append(error(result.adapterError())));
        result.merged().ifPresent(path -> text.append(
                        result.adapter().isPresent() ? "\n  merged model    " : "\n  whole weights   ")
                .append(path)
                .append(error(result.mergedError())));
        return text.append(String.format(
                        Locale.ROOT,
                        "\n  verified on %d logged rollouts, %d tokens; the base differs by up to %.3g nats",
                        result.rollouts(),
                        result.tokens(),
                        result.baseDifference()))
                .toString();
    }

    private static String error(OptionalDouble error) {
        return error.isPresent()
                ? String.format(Locale.ROOT, "  log-probabilities within %.2g nats", error.getAsDouble())
                : "";
    }
}
