package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.judge.JudgeCache;
import dev.hone.run.RunHead;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;

/** A command that works from a specification, on the tables of its warehouse. */
abstract class SpecJob extends SparkJob {

    private final Set<Part> parts;

    @Mixin
    private SpecOptions options;

    private JobSpec spec;

    /** @param parts of the specification that the command uses; what stands in others is not looked at */
    SpecJob(Set<Part> parts) {
        this.parts = Set.copyOf(parts);
    }

    @Override
    final void check(PrintStream out) {
        spec = complete(options.read(parts));
    }

    /** The specification as the command uses it; what is wrong with its values for this command in particular is found here. */
    JobSpec complete(JobSpec written) {
        return written;
    }

    @Override
    final void execute(SparkSession spark, PrintStream out) {
        Warehouse warehouse = Warehouse.open(spark, spec.warehouse());
        JudgeCache.during(warehouse, spec.run(), () -> execute(warehouse, out));
    }

    @Override
    String label() {
        return super.label() + " " + spec.run();
    }

    /** Does the work. */
    abstract void execute(Warehouse warehouse, PrintStream out);

    /** The specification that was checked. */
    JobSpec spec() {
        return spec;
    }

    /** Says what the command works on. */
    void printHead(PrintStream out) {
        RunHead.print(spec, parts, verbose(), out);
    }
}
