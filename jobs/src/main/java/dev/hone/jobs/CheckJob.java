package dev.hone.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.config.JobSpec;
import dev.hone.config.ModelDefaults;
import dev.hone.config.yaml.EffectiveValue;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hone check}: reads a specification and prints every value that a run would use. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "check a specification and the files that it names, and print its values; no Spark")
public final class CheckJob extends Job {

    @Mixin
    private SpecOptions options;

    @Mixin
    private OutputOptions output;

    private JobSpec written;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new CheckJob(), args);
    }

    @Override
    void check(PrintStream out) {
        written = options.readWhole();
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        PrintStream messages = output.messages(out);
        written.warnings().forEach(warning -> messages.println("warning: " + warning));
        boolean modelIsHere = written.model()
                .filter(model -> Files.isDirectory(Path.of(model.path())))
                .isPresent();
        JobSpec spec = modelIsHere ? ModelDefaults.complete(written) : written;
        String text = "The specification of run " + spec.run() + " is right; its hash is "
                + spec.effective().sha256() + "\n";
        if (!output.json()) {
            messages.print(spec.effective().table());
        }
        output.result(out, text, () -> fields(spec));
    }

    private static ObjectNode fields(JobSpec spec) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("run", spec.run()).put("sha256", spec.effective().sha256());
        spec.warnings().forEach(fields.putArray("warnings")::add);
        ObjectNode values = fields.putObject("values");
        for (EffectiveValue value : spec.effective().values()) {
            values.putObject(value.path()).put("value", value.text()).put("source", value.source());
        }
        return fields;
    }
}
