package dev.hone.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hone.jobs.process.ProcessEnd;
import dev.hone.jobs.process.ScratchFolder;
import dev.hone.jobs.process.StandardOutput;
import dev.hone.report.PrintableStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.deploy.SparkSubmit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code hone}: all commands behind one name. In a plain JVM it checks the command, then hands it to spark-submit's own class in the same
 * process; with {@code HONE_CHECK_ONLY} set it ends after the check, for callers that start a spark-submit of their own. Under
 * spark-submit it runs the command.
 */
@Command(
        name = "hone",
        mixinStandardHelpOptions = true,
        version = "hone 0.1.0",
        description = "Reinforcement fine-tuning of language models on Apache Spark",
        subcommands = {
            CheckJob.class,
            IngestPromptsJob.class,
            SftJob.class,
            TrainJob.class,
            EvaluateJob.class,
            ScoreJob.class,
            BacktestJob.class,
            ExportJob.class,
            RunJob.class,
            RewardCommand.class,
            RunsJob.class,
            ConsoleJob.class,
            DeployJob.class,
            ServeJob.class,
            KeyJob.class,
            ShowJob.class,
            WatchJob.class,
            ReportJob.class,
            StopJob.class,
            MaintainJob.class,
            SqlJob.class,
            CompletionJob.class,
            HelpJob.class
        })
public final class Hone {

    /** Spark's name for "no jar: the class is on the class path". */
    private static final String NO_RESOURCE = "spark-internal";

    private static final boolean CHECK_ONLY = System.getenv("HONE_CHECK_ONLY") != null;

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);

    public static void main(String[] args) throws SparkUserAppException {
        if (Commands.underSparkSubmit()) {
            ProcessEnd.watchSpark();
        } else {
            ProcessEnd.watch();
        }
        StandardOutput.install();
        Commands.writePlainNumbers();
        CommandLine line = Commands.commandLine(new Hone());
        List<String> submit = new ArrayList<>();
        line.setExecutionStrategy(parsed -> check(parsed, args, submit));
        int code = line.execute(args);
        if (code == ExitCodes.DONE && !submit.isEmpty() && !CHECK_ONLY) {
            SparkSubmit.main(submit.toArray(new String[0]));
            return;
        }
        Commands.exit(code);
    }

    /** Checks the command, and notes how spark-submit runs it where it needs Spark. */
    private static int check(ParseResult parsed, String[] args, List<String> submit) {
        Integer helpCode = CommandLine.executeHelpRequest(parsed);
        if (helpCode != null) {
            return helpCode;
        }
        List<CommandLine> named = parsed.asCommandLineList();
        CommandLine subcommand = named.get(named.size() - 1);
        if (!(subcommand.getCommand() instanceof Job job)) {
            throw new ParameterException(subcommand, "no command was given");
        }
        try {
            if (Commands.underSparkSubmit()) {
                return job.call();
            }
            ScratchFolder.use(); // checks read models, and native libraries are unpacked for that
            job.check(SILENT); // whoever does the work says it all once more
            if (!job.needsSpark() && !CHECK_ONLY) {
                job.work(new PrintableStream(System.out));
            }
        } catch (ParameterException e) {
            throw e;
        } catch (Exception e) { // checked ones too: Scala throws them undeclared
            throw new ExecutionException(subcommand, e.getMessage(), e);
        }
        if (job.needsSpark()) {
            submit.addAll(submitArguments(job, List.of(args).subList(named.size() - 1, args.length)));
        }
        return ExitCodes.DONE;
    }

    private static List<String> submitArguments(Job job, List<String> arguments) {
        String master = System.getenv("HONE_MASTER");
        String options = System.getenv().getOrDefault("HONE_SPARK_OPTIONS", "").strip();
        List<String> submit = new ArrayList<>();
        submit.add("--master");
        submit.add(master == null ? Sessions.localMaster(Runtime.getRuntime().availableProcessors()) : master);
        if (!options.isEmpty()) {
            submit.addAll(List.of(options.split("\\s+")));
        }
        submit.addAll(List.of("--class", job.getClass().getName(), NO_RESOURCE));
        submit.addAll(arguments);
        return submit;
    }
}
