package dev.hone.storage.run;

import dev.hone.storage.StorageFailure;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The request that a live run ends after its current step: an empty file {@code stop} in the run's folder. The driver looks for it after
 * each step, which costs one call of the file system, or one request to an object store.
 */
public final class StopRequest {

    private final FileSystem files;
    private final Path file;

    private StopRequest(RunFolder folder) {
        this.files = folder.files();
        this.file = folder.file("stop");
    }

    /**
     * The request to a run, made or not.
     *
     * @param runPath the run's folder
     */
    public static StopRequest to(String runPath, Configuration configuration) {
        return new StopRequest(RunFolder.of(runPath, configuration));
    }

    /** Asks the run to stop; asking again changes nothing. */
    public void make() {
        try {
            files.create(file, true).close();
        } catch (IOException e) {
            throw failure("made", e);
        }
    }

    /** Whether it was made and not obeyed yet. */
    @SuppressWarnings("deprecation") // exists() asks an object store for a folder of that name, too
    public boolean isMade() {
        try {
            return files.isFile(file);
        } catch (IOException e) {
            throw failure("looked for", e);
        }
    }

    /** Takes it back, if it was made. */
    public void withdraw() {
        try {
            files.delete(file, false);
        } catch (IOException e) {
            throw failure("withdrawn", e);
        }
    }

    private RuntimeException failure(String what, IOException cause) {
        return StorageFailure.of(
                "The request to stop, " + StorageFailure.shown(file) + ", cannot be " + what,
                cause,
                "The run resumes from its last step.");
    }
}
