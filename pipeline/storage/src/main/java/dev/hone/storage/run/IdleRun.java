package dev.hone.storage.run;

import dev.hone.error.ConfigException;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/** Work on the folder of a run that must not go on beside its driver. */
public final class IdleRun {

    private IdleRun() {}

    /**
     * Whether a driver works on a run, or may work on it from another machine; changes nothing.
     *
     * @param runPath the run's folder
     */
    public static boolean isLive(String runPath, RunRow run, Configuration configuration) {
        return switch (DriverPresence.of(runPath, configuration)) {
            case WORKING -> true;
            case UNKNOWN -> run.state() == RunState.RUNNING;
            case GONE -> false;
        };
    }

    /** Does work unless the run is live; where the storage can lock, no driver can begin meanwhile. Empty where it is live. */
    public static <T> Optional<T> whileIdle(String runPath, RunRow run, Configuration configuration, Supplier<T> work) {
        RunFolder folder = RunFolder.of(runPath, configuration);
        if (isLive(runPath, run, configuration)) {
            return Optional.empty();
        }
        if (!RunLock.isLocal(folder.path().toUri())) {
            return Optional.of(work.get());
        }
        FileRunLock lock;
        try {
            lock = FileRunLock.take(Path.of(folder.path().toUri().getPath()), run.runId());
        } catch (ConfigException begun) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            lock.close();
        }
    }
}
