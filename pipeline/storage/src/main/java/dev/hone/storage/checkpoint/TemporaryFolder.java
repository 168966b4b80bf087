package dev.hone.storage.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileUtil;

/** A local folder for as long as it is needed; it goes with its files, also when what was done there failed. */
record TemporaryFolder(Path path) implements AutoCloseable {

    /** Where the property says now: Java's own default is the property's value at the start of the process. */
    static TemporaryFolder create(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), prefix));
    }

    Path file(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        if (!FileUtil.fullyDelete(path.toFile())) {
            throw new IOException("the temporary folder " + path + " cannot be deleted");
        }
    }
}
