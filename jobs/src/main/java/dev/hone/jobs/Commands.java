package dev.hone.jobs;

import dev.hone.error.HoneException;
import dev.hone.error.StorageException;
import dev.hone.jobs.process.ProcessEnd;
import dev.hone.jobs.process.StandardOutput;
import dev.hone.report.PrintableStream;
import dev.hone.report.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;

/** Runs a command line and ends the process with the exit code that belongs to what occurred. */
final class Commands {

    private Commands() {}

    /**
     * The main method of every job.
     *
     * @throws SparkUserAppException with the exit code, where spark-submit runs the job; it ends the process quietly
     */
    static void main(Job job, String[] args) throws SparkUserAppException {
        ProcessEnd.watchSpark();
        StandardOutput.install();
        writePlainNumbers();
        exit(commandLine(job).execute(args));
    }

    /** Digits are those of JSON and of file names, whatever the machine's language: Delta formats the numbers of its commits, too. */
    static void writePlainNumbers() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    }

    /** A command line whose errors are one message, with a stack trace only where asked for or where nobody foresaw them. */
    static CommandLine commandLine(Object command) {
        CommandLine made = new CommandLine(command);
        if (command instanceof Hone) {
            HelpText.addTo(made);
        }
        return made.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(UnknownOptions.named(UsageErrors::report))
                .setExecutionExceptionHandler((thrown, line, parsed) -> {
                    Object failed = line.getCommand();
                    if (!ProcessEnd.isUnderWay()) { // else it failed because Spark is being stopped
                        report(thrown, failed instanceof Job job && job.verbose(), System.err);
                    }
                    return ExitCodes.of(thrown);
                });
    }

    /** The whole name of a command, such as {@code hone reward check}. */
    static String nameOf(Job job) {
        return new CommandLine(new Hone())
                .getSubcommands().values().stream()
                        .flatMap(command ->
                                Stream.concat(Stream.of(command), command.getSubcommands().values().stream()))
                        .filter(command -> command.getCommand().getClass() == job.getClass())
                        .map(command -> command.getCommandSpec().qualifiedName())
                        .findFirst()
                        .orElse("hone");
    }

    /** Reports how the command has ended, and ends the process unless all is done. */
    static void exit(int code) throws SparkUserAppException {
        int reported = code == ExitCodes.DONE ? afterOutput() : code;
        ProcessEnd.report(reported);
        if (reported == ExitCodes.DONE) {
            return;
        }
        if (underSparkSubmit()) {
            throw new SparkUserAppException(reported);
        }
        System.exit(reported);
    }

    /** What was done is not done if nobody could read it. A reader that has gone wants no message. */
    private static int afterOutput() {
        Optional<IOException> failure = StandardOutput.failure();
        if (failure.isEmpty()) {
            return ExitCodes.DONE;
        }
        if (StandardOutput.isClosedPipe(failure.get())) {
            return ExitCodes.CLOSED_PIPE;
        }
        StorageException lost = new StorageException(
                "the standard output cannot be written: " + failure.get().getMessage()
                        + ". What the command had to say is lost; make room where it goes, then run it again",
                failure.get());
        report(lost, false, System.err);
        return lost.exitCode();
    }

    /** Whether spark-submit has started this process, so that it also ends it. */
    static boolean underSparkSubmit() {
        return Boolean.getBoolean("SPARK_SUBMIT");
    }

    /** Prints the message of an error of our own; of another one also where it occurred. The whole trace only where asked for. */
    static void report(Throwable thrown, boolean verbose, PrintStream stream) {
        stream.print(error());
        PrintStream err = new PrintableStream(stream);
        Optional<HoneException> known = ExitCodes.cause(thrown);
        if (known.isPresent()) {
            err.println(known.get().getMessage());
        } else {
            err.println("unexpected " + thrown);
            place(thrown).ifPresent(frame -> err.println("  at " + frame));
            err.println(
                    "This is no error that Hone foresaw. --verbose prints where it comes from; starting the same command again"
                            + " resumes.");
        }
        if (verbose) {
            thrown.printStackTrace(err);
        }
    }

    /** How the line of an error begins. */
    static String error() {
        return Terminal.ofStderr().bad("error:") + " ";
    }

    /** The innermost line of Hone's own code. */
    private static Optional<StackTraceElement> place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.hone."))
                .findFirst();
    }
}
