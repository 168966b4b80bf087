package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.ModelDefaults;
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
        written.warnings().forEach(warning -> out.println("warning: " + warning));
        boolean modelIsHere = written.model()
                .filter(model -> Files.isDirectory(Path.of(model.path())))
                .isPresent();
        JobSpec spec = modelIsHere ? ModelDefaults.complete(written) : written;
        out.print(spec.effective().table());
        out.println("The specification of run " + spec.run() + " is right; its hash is "
                + spec.effective().sha256());
    }
}
