package dev.hone.jobs;

import dev.hone.error.HoneException;
import dev.hone.report.PrintableStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;
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
        exit(commandLine(job).execute(args));
    }

    /** A command line whose errors are one message, with a stack trace only where asked for or where nobody foresaw them. */
    static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((thrown, line, parsed) -> {
                    Object failed = line.getCommand();
                    report(thrown, failed instanceof Job job && job.verbose(), new PrintableStream(System.err));
                    return ExitCodes.of(thrown);
                });
    }

    static void exit(int code) throws SparkUserAppException {
        if (code == ExitCodes.DONE) {
            return;
        }
        if (underSparkSubmit()) {
            throw new SparkUserAppException(code);
        }
        System.exit(code);
    }

    /** Whether spark-submit has started this process, so that it also ends it. */
    static boolean underSparkSubmit() {
        return Boolean.getBoolean("SPARK_SUBMIT");
    }

    /** Prints the message of an error of our own; of another one also where it occurred. The whole trace only where asked for. */
    static void report(Throwable thrown, boolean verbose, PrintStream err) {
        Optional<HoneException> known = ExitCodes.cause(thrown);
        if (known.isPresent()) {
            err.println("error: " + known.get().getMessage());
        } else {
            err.println("error: unexpected " + thrown);
            place(thrown).ifPresent(frame -> err.println("  at " + frame));
            err.println(
                    "This is no error that Hone foresaw. --verbose prints where it comes from; starting the same command again"
                            + " resumes.");
        }
        if (verbose) {
            thrown.printStackTrace(err);
        }
    }

    /** The innermost line of Hone's own code. */
    private static Optional<StackTraceElement> place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.hone."))
                .findFirst();
    }
}
