package dev.hone.storage.run;

import dev.hone.schema.RunState;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Whether a driver works on a run now. What the table {@code runs} says of a run whose driver was killed is that it is running. */
public enum DriverPresence {
    /** One holds its lock, or the process that claimed it lives on this machine. */
    WORKING,
    /** None does: the next start resumes the run. */
    GONE,
    /** It was claimed from another machine, on a storage without locks. */
    UNKNOWN;

    /**
     * Looks at the run's lock or claim; changes nothing.
     *
     * @param runPath the run's folder
     */
    public static DriverPresence of(String runPath, Configuration configuration) {
        URI uri = new org.apache.hadoop.fs.Path(runPath).toUri();
        return RunLock.isLocal(uri)
                ? FileRunLock.presence(Path.of(uri.getPath()))
                : RunClaim.presence(RunLock.claims(runPath), configuration);
    }

    /**
     * The state of a run as it is now: {@code interrupted} where nobody works on one that is recorded as running, {@code running?} where
     * that cannot be known.
     *
     * @param recorded as the column of the table {@code runs} holds it
     * @param runPath the run's folder
     */
    public static String stateNow(String recorded, String runPath, Configuration configuration) {
        if (!recorded.equals(RunState.RUNNING.columnValue())) {
            return recorded;
        }
        return switch (of(runPath, configuration)) {
            case WORKING -> recorded;
            case GONE -> "interrupted";
            case UNKNOWN -> recorded + "?";
        };
    }
}
