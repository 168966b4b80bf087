package dev.hone.jobs;

import dev.hone.check.CheckJson;
import dev.hone.check.CheckReport;
import dev.hone.check.CheckText;
import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.error.ConfigException;
import dev.hone.run.RewardCheck;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone reward check}: tries the reward of a specification before it trains. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "score right, empty, wrong and tricky answers: is the reward fit to train with?")
public final class RewardCheckJob extends SpecJob {

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description =
                    "JSON lines of {\"messages\", \"reference_answer\"} to try it on (default: the run's prompts)")
    private Path sample;

    @Option(
            names = "--prompts",
            paramLabel = "N",
            description = "how many prompts (default: 64, or 8 where the reward asks a model or a service)")
    private Integer prompts;

    @Mixin
    private OutputOptions output;

    public RewardCheckJob() {
        super(Set.of(Part.TRAIN, Part.REWARD));
    }

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new RewardCheckJob(), args);
    }

    @Override
    JobSpec complete(JobSpec written) {
        if (sample != null && !Files.isRegularFile(sample)) {
            throw new ConfigException("there is no file " + sample + ", seen from "
                    + Path.of("").toAbsolutePath() + ". Correct the path after --sample");
        }
        if (prompts != null && prompts < 1) {
            throw new ConfigException("--prompts must be at least 1, got " + prompts);
        }
        return written;
    }

    @Override
    void execute(Warehouse warehouse, PrintStream out) {
        CheckReport report = output.console()
                .during("scoring answers whose worth is known", () -> new RewardCheck(spec(), warehouse)
                        .whole(
                                Optional.ofNullable(sample).map(Path::toString),
                                prompts == null ? OptionalInt.empty() : OptionalInt.of(prompts)));
        output.result(out, CheckText.of(report), () -> CheckJson.of(report));
        report.requireFit(", for the reasons above");
    }
}
