package dev.hone.jobs;

import dev.hone.jobs.process.ScratchFolder;
import dev.hone.report.PrintableStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
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

    /** Whether the work needs Spark. */
    abstract boolean needsSpark();

    /** Does the work, of a command that was checked. */
    abstract void work(PrintStream out);

    /** Checks and does the work, on the output of the process. */
    @Override
    public final Integer call() {
        PrintStream out = new PrintableStream(System.out);
        ScratchFolder.use();
        check(out);
        work(out);
        return ExitCodes.DONE;
    }
}
