package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.error.ConfigException;
import dev.hone.grader.judge.golden.GoldenFile;
import dev.hone.grader.judge.golden.GoldenJson;
import dev.hone.grader.judge.golden.GoldenPair;
import dev.hone.grader.judge.golden.GoldenReport;
import dev.hone.grader.judge.golden.JudgeCheck;
import dev.hone.grader.judge.golden.JudgeDefinitions;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardUnavailableException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hone reward judge-check}: what a judge is worth, measured against pairs of answers that people have compared. */
@Command(
        name = "judge-check",
        mixinStandardHelpOptions = true,
        description = "measure a judge against labelled pairs: agreement, position and length bias, self-agreement")
public final class RewardJudgeCheckJob extends Job {

    private static final int MAX_ROUNDS = 10;

    @Mixin
    private SpecOptions options;

    @Option(
            names = "--golden",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines with instruction, output_1, output_2 and label (1, 2 or tie)")
    private Path golden;

    @Option(names = "--part", paramLabel = "NAME", description = "which judge of a composite")
    private String part;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "how often each question is asked; self-agreement needs 2 (default: ${DEFAULT-VALUE})")
    private int rounds = 2;

    @Mixin
    private OutputOptions output;

    private RewardDefinition judge;
    private List<GoldenPair> pairs;

    public static void main(String[] args) throws SparkUserAppException {
        Commands.main(new RewardJudgeCheckJob(), args);
    }

    @Override
    void check(PrintStream out) {
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new ConfigException("--rounds must be from 1 to " + MAX_ROUNDS + ", got " + rounds);
        }
        JobSpec spec = options.read(Set.of(Part.REWARD));
        judge = JudgeDefinitions.find(
                spec.reward()
                        .orElseThrow(
                                () -> new ConfigException("the specification has no reward. Add a section reward")),
                Optional.ofNullable(part));
        pairs = GoldenFile.read(golden);
    }

    @Override
    boolean needsSpark() {
        return false;
    }

    @Override
    void work(PrintStream out) {
        try {
            GoldenReport report =
                    output.console().during("asking the judge", () -> JudgeCheck.run(judge, pairs, rounds));
            output.result(out, report.text(), () -> GoldenJson.of(report));
        } catch (RewardUnavailableException e) {
            throw (RuntimeException) e.getCause();
        }
    }
}
