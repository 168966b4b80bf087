package dev.hone.train.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;

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
        PathUtils.deleteDirectory(path);
    }
}
