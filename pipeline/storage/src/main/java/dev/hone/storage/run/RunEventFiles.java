package dev.hone.storage.run;

import dev.hone.event.MetricsFile;
import dev.hone.event.RunEvents;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** The events of a run in its folder: {@code metrics.jsonl} on a disk, {@code metrics/} with an object for each where nothing can be appended to. */
public final class RunEventFiles {

    private RunEventFiles() {}

    /**
     * A listener that keeps what it is told.
     *
     * @param runPath the run's folder
     */
    public static RunEvents of(String runPath, Configuration configuration) {
        URI uri = new org.apache.hadoop.fs.Path(runPath).toUri();
        return RunLock.isLocal(uri)
                ? new MetricsFile(Path.of(uri.getPath(), "metrics.jsonl"))
                : new MetricsObjects(new org.apache.hadoop.fs.Path(runPath, "metrics"), configuration);
    }
}
