package dev.hone.storage.run;

import dev.hone.error.ConfigException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Keeps two drivers from working on one run. */
public sealed interface RunLock extends AutoCloseable permits FileRunLock, RunClaim {

    /**
     * Takes the lock of a run.
     *
     * @param runPath the run's folder
     * @throws ConfigException when another driver holds it and cannot lose it
     */
    static RunLock take(String runPath, String runId, Configuration configuration) {
        URI uri = new org.apache.hadoop.fs.Path(runPath).toUri();
        return isLocal(uri)
                ? FileRunLock.take(Path.of(uri.getPath()), runId)
                : RunClaim.make(claims(runPath), runId, configuration);
    }

    /** Whether the operating system can lock there. */
    static boolean isLocal(URI uri) {
        return uri.getScheme() == null || uri.getScheme().equals("file");
    }

    /** The folder of a run's claims. */
    static org.apache.hadoop.fs.Path claims(String runPath) {
        return new org.apache.hadoop.fs.Path(runPath, "drivers");
    }

    /** Whether this driver still has the run; asked before each commit. */
    boolean isHeld();

    /**
     * Goes on only where this driver still has the run.
     *
     * @throws ConfigException when another one has it
     */
    void requireHeld();

    @Override
    void close();
}
