package dev.hone.run;

import dev.hone.storage.run.DriverPresence;
import dev.hone.table.Warehouse;

/** The state of a run as it is now: a driver that was killed could not write down that it is gone. */
public final class RunStates {

    private final Warehouse warehouse;

    public RunStates(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * The state, with "interrupted" for a run that nobody works on and "running?" where that cannot be known.
     *
     * @param recorded as the column of the table {@code runs} holds it
     */
    public String now(String runId, String recorded) {
        return DriverPresence.stateNow(
                recorded,
                warehouse.runPath(runId),
                warehouse.spark().sparkContext().hadoopConfiguration());
    }
}
