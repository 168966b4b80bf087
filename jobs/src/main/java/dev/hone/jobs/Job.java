package dev.hone.jobs;

import dev.hone.jobs.process.FileNames;
import dev.hone.jobs.process.ScratchFolder;
import dev.hone.jobs.process.StopSignals;
import dev.hone.report.PrintableStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** One command. What can be wrong without Spark is found by {@link #check}, which therefore answers within a second. */
abstract class Job implements Callable<Integer> {

    @Option(names = "--verbose", description = "print every setting, and stack traces of errors")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }

    /** Finds all that is wrong with the arguments and the specification; needs no Spark and changes nothing. */
    abstract void check(PrintStream out);

    /** Whether the command is more than its check. */
    boolean needsSpark() {
        return true;
    }

    /** Does the work. */
    abstract void execute(SparkSession spark, PrintStream out);

    /** What is kept of the work, and how to go on, where a signal stops it. */
    String whatStays() {
        return "nothing was changed";
    }

    /** Checks, starts Spark and does the work, on the output of the process. */
    @Override
    public final Integer call() {
        PrintStream out = new PrintableStream(System.out);
        ScratchFolder.use();
        check(out);
        if (needsSpark()) {
            FileNames.problem().ifPresent(problem -> System.err.println("warning: " + problem));
            StopSignals.handle(whatStays());
            SparkSession spark = Sessions.start(getClass().getSimpleName());
            try {
                execute(spark, out);
            } catch (Error e) { // memory that ran out, a class that is missing: told as exceptions are
                throw new IllegalStateException(e);
            } finally {
                spark.stop();
            }
        }
        return ExitCodes.DONE;
    }
}
