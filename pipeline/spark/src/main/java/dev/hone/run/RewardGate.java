package dev.hone.run;

import dev.hone.check.CheckReport;
import dev.hone.check.Fitness;
import dev.hone.config.JobSpec;
import dev.hone.table.Warehouse;
import java.io.PrintStream;

/** Lets a new run begin only with a reward that is not unfit, so that a mistake in it costs a second and not a training. */
public final class RewardGate {

    private static final String FORCED = "--force goes on with it all the same";

    private RewardGate() {}

    /**
     * Tries the reward on a few prompts where the run is new, and says what is to be said against it.
     *
     * @param force whether an unfit reward may train too
     * @throws dev.hone.error.HoneException where it is unfit and may not
     */
    public static void pass(JobSpec spec, Warehouse warehouse, boolean force, PrintStream out) {
        if (warehouse.runs().exists() && warehouse.runs().find(spec.run()).isPresent()) {
            return;
        }
        CheckReport report = new RewardCheck(spec, warehouse).brief();
        if (!force) {
            report.requireFit(
                    ":\n" + report.reasons() + "Fields: " + report.contract().text() + "\n"
                            + "hone reward check with the same specification shows all that was tried; " + FORCED);
        }
        out.println(report.line());
        if (report.fitness() != Fitness.FIT) {
            report.reasons().lines().forEach(reason -> out.println("warning:" + reason.replaceFirst("^ *-", "")));
        }
    }
}
