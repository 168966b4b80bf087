package dev.hone.ingest;

import dev.hone.error.StorageException;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * The bytes of a source file. A failure of the storage is a {@link StorageException}, so that any {@link IOException} met further up means
 * that the content itself is broken.
 */
final class SourceStream extends FilterInputStream {

    private final String path;

    private SourceStream(InputStream in, String path) {
        super(in);
        this.path = path;
    }

    static SourceStream open(String path, Configuration configuration) {
        try {
            Path file = new Path(path);
            return new SourceStream(file.getFileSystem(configuration).open(file), path);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** The bytes of a file that is open. */
    static SourceStream of(InputStream file, String path) {
        return new SourceStream(file, path);
    }

    /** The bytes of a file, or nothing where there is no such file, or no file system for its scheme. */
    static Optional<SourceStream> find(String path, Configuration configuration) {
        try {
            Path file = new Path(path);
            return Optional.of(
                    new SourceStream(file.getFileSystem(configuration).open(file), path));
        } catch (FileNotFoundException | UnsupportedFileSystemException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    @Override
    public int read() {
        try {
            return super.read();
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    static StorageException failure(String path, IOException cause) {
        return new StorageException(
                "The file " + path + " cannot be read (" + cause.getMessage()
                        + "). Check the storage and the permissions, then run again: nothing of this run has been written.",
                cause);
    }
}
