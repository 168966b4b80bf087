package dev.hone.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the help of every command says below its options: an example, the exit codes, the environment, and the page of docs/. */
final class HelpText {

    private static final int WIDTH = 100;
    private static final Map<String, Example> EXAMPLES = examples();
    private static final List<String> ENVIRONMENT = List.of(
            "",
            "Environment:",
            "  HONE_MASTER         Spark's master (default: local, one task for each processor)",
            "  HONE_SPARK_OPTIONS  further options of spark-submit, such as: --conf spark.local.dir=/data/tmp",
            "  HONE_JAVA_OPTIONS   further options of the JVM, such as: -Xmx8g",
            "  HONE_JARS           jars with reward functions of your own, separated by colons",
            "  SPARK_HOME          a Spark installation to run on, instead of Maven's jars",
            "  NO_COLOR            no colours, where it is set");

    private HelpText() {}

    /**
     * One command's part.
     *
     * @param arguments that it is called with, after its name
     * @param page the page below docs/ that explains it
     */
    record Example(String arguments, String page) {}

    /** Adds it to a command and those below it. */
    static void addTo(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        UsageMessageSpec usage = command.usageMessage();
        usage.width(WIDTH);
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(exitCodes());
        usage.footer(footer(command.qualifiedName()));
        line.getSubcommands().values().forEach(HelpText::addTo);
    }

    /** The example of a command, by its whole name, such as {@code hone reward check}; a test sees to it that each has one. */
    static Optional<Example> example(String command) {
        return Optional.ofNullable(EXAMPLES.get(command));
    }

    private static String[] footer(String command) {
        Stream<String> example = example(command).stream()
                .flatMap(of -> Stream.of(
                        "", "Example: " + (command + " " + of.arguments()).strip(), "More:    docs/" + of.page()));
        return Stream.concat(ENVIRONMENT.stream(), example).toArray(String[]::new);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "done");
        codes.put("1", "an error that nobody foresaw; worth another try");
        codes.put("2", "wrong arguments");
        codes.put("65", "the data are wrong");
        codes.put("69", "a judge or another endpoint does not answer");
        codes.put("70", "training has diverged; the last good checkpoint is kept");
        codes.put("75", "the storage has failed; worth another try");
        codes.put("78", "the specification, the model or the machine is wrong");
        codes.put("99", "there is nothing to do");
        codes.put("130, 143", "stopped by Ctrl-C or a signal; the same command goes on");
        codes.put("141", "whoever read the output has gone");
        return codes;
    }

    private static Map<String, Example> examples() {
        Map<String, Example> examples = new LinkedHashMap<>();
        examples.put("hone", new Example("run --spec conf/quickstart.yaml", "training.md"));
        examples.put("hone help", new Example("reward check", "training.md"));
        examples.put("hone completion", new Example("bash", "training.md#completions"));
        examples.put("hone check", new Example("--spec mine.yaml", "specification.md"));
        examples.put("hone ingest", new Example("--spec mine.yaml --dry-run", "ingest.md"));
        examples.put("hone sft", new Example("--spec mine.yaml --run-id warm", "training.md"));
        examples.put("hone train", new Example("--spec mine.yaml --set train.learningRate=2e-5", "training.md"));
        examples.put("hone evaluate", new Example("--spec mine.yaml --split validation", "accuracy.md"));
        examples.put("hone score", new Example("--spec mine.yaml --reward other.yaml", "rewards-after.md"));
        examples.put("hone backtest", new Example("--spec mine.yaml --reward other.yaml", "rewards-after.md"));
        examples.put("hone export", new Example("--spec mine.yaml --step 12", "training.md"));
        examples.put("hone run", new Example("--spec conf/quickstart.yaml", "training.md"));
        examples.put("hone runs", new Example("--warehouse build/mine/warehouse --json", "training.md"));
        examples.put("hone console", new Example("--warehouse build/mine/warehouse", "console.md"));
        examples.put(
                "hone deploy", new Example("mail --as mail-sorter --warehouse build/mine/warehouse", "serving.md"));
        examples.put("hone serve", new Example("--port 7781", "serving.md"));
        examples.put("hone key", new Example("--new ticket-service --days 90", "serving.md#keys"));
        examples.put("hone show", new Example("mail --warehouse build/mine/warehouse", "console.md#on-a-terminal"));
        examples.put("hone watch", new Example("mail --warehouse build/mine/warehouse", "console.md#on-a-terminal"));
        examples.put(
                "hone report",
                new Example("mail --warehouse build/mine/warehouse", "console.md#a-report-to-send-around"));
        examples.put("hone stop", new Example("mail --warehouse build/mine/warehouse", "training.md#stopping-a-run"));
        examples.put("hone maintain", new Example("--warehouse build/mine/warehouse --dry-run", "storage.md"));
        examples.put("hone sql", new Example("\"select step, reward from reward_curve\"", "training.md"));
        examples.put("hone reward", new Example("new --template python my_reward.py", "rewards.md"));
        examples.put("hone reward check", new Example("--spec mine.yaml", "rewards-check.md"));
        examples.put(
                "hone reward judge-check", new Example("--spec mine.yaml --golden pairs.jsonl", "rewards-judges.md"));
        examples.put("hone reward new", new Example("--template python my_reward.py", "rewards-code.md"));
        examples.put("hone reward prompt", new Example("rubric", "rewards-judge-forms.md"));
        return examples;
    }
}
