package dev.hone.run;

import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.table.Warehouse;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** What a command that works on a run says before it begins. */
public final class RunHead {

    private RunHead() {}

    /** One line; with {@code --verbose} every value of the sections that the command uses. */
    public static void print(JobSpec spec, Set<Part> parts, boolean verbose, PrintStream out) {
        if (verbose) {
            out.print(spec.effective().table(parts));
            return;
        }
        String model = spec.model().map(named -> "model " + named.path() + ", ").orElse("");
        out.println("Run " + spec.run() + ": " + model + "tables " + spec.warehouse()
                + " (--verbose or hone check shows every setting)");
    }

    /** Warnings and advice, once in the life of a run: where it is about to be created. */
    static void printAdvice(JobSpec spec, Warehouse warehouse, List<String> advice, PrintStream out) {
        if (warehouse.runs().exists() && warehouse.runs().find(spec.run()).isPresent()) {
            return;
        }
        spec.warnings().forEach(warning -> out.println("warning: " + warning));
        advice.forEach(piece -> out.println("advice: " + piece));
    }
}
