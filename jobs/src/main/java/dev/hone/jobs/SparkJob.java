package dev.hone.jobs;

import dev.hone.jobs.process.FileNames;
import dev.hone.jobs.process.StopSignals;
import dev.hone.spark.JobGroup;
import java.io.PrintStream;
import org.apache.spark.sql.SparkSession;

/** A command whose work is a Spark application, or can be one. */
abstract class SparkJob extends Job {

    @Override
    boolean needsSpark() {
        return true;
    }

    /** Does the work. */
    abstract void execute(SparkSession spark, PrintStream out);

    /** What is kept of the work, and how to go on, where a signal stops it. */
    String whatStays() {
        return "nothing was changed";
    }

    /** What the work is called in Spark: the application, and its jobs before what they do, such as {@code hone train mail}. */
    String label() {
        return Commands.nameOf(this);
    }

    @Override
    void work(PrintStream out) {
        FileNames.problem().ifPresent(problem -> System.err.println("warning: " + problem));
        StopSignals.handle(whatStays());
        SparkSession spark = Sessions.start(label());
        try {
            JobGroup.run(spark.sparkContext(), label(), label(), () -> {
                execute(spark, out);
                return ExitCodes.DONE;
            });
        } catch (Error e) { // memory that ran out, a class that is missing: told as exceptions are
            throw new IllegalStateException(e);
        } finally {
            spark.stop();
        }
    }
}
