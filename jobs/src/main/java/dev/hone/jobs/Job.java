package dev.hone.jobs;

import dev.hone.report.PrintableStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** One command. What can be wrong without Spark is found by {@link #check}, which therefore answers within a second. */
abstract class Job implements Callable<Integer> {

    @Option(names = "--verbose", description = "print stack traces of errors")
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

    /** Checks, starts Spark and does the work, on the output of the process. */
    @Override
    public final Integer call() {
        PrintStream out = new PrintableStream(System.out);
        check(out);
        if (needsSpark()) {
            SparkSession spark = Sessions.start(getClass().getSimpleName());
            try {
                execute(spark, out);
            } finally {
                spark.stop();
            }
        }
        return ExitCodes.DONE;
    }
}
