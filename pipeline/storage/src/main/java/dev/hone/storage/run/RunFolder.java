package dev.hone.storage.run;

import dev.hone.storage.StorageFailure;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a run.
 *
 * @param files its file system; on a local disk the raw one, which leaves no checksums beside empty files
 */
record RunFolder(FileSystem files, Path path) {

    static RunFolder of(String runPath, Configuration configuration) {
        Path path = new Path(runPath);
        URI uri = path.toUri();
        try {
            return RunLock.isLocal(uri)
                    ? new RunFolder(FileSystem.getLocal(configuration).getRawFileSystem(), new Path(uri.getPath()))
                    : new RunFolder(path.getFileSystem(configuration), path);
        } catch (IOException e) {
            throw StorageFailure.of(
                    "The folder of the run, " + StorageFailure.shown(path) + ", cannot be reached",
                    e,
                    "Nothing was changed.");
        }
    }

    Path file(String name) {
        return new Path(path, name);
    }
}
