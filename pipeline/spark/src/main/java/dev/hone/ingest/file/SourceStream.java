package dev.hone.ingest.file;

import dev.hone.error.StorageException;
import dev.hone.storage.StorageFailure;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * The bytes of a source file, from the first to the last. A failure of the storage is a {@link StorageException}, also where bytes are
 * missing at the end without one, so that any {@link IOException} met further up means that the content itself is broken.
 */
public final class SourceStream extends FilterInputStream {

    private static final String READ_POLICY = "fs.option.openfile.read.policy";

    private final String path;
    private final long length;
    private final long changedMillis;
    private long position;

    private SourceStream(InputStream in, String path, long length, long changedMillis) {
        super(in);
        this.path = path;
        this.length = length;
        this.changedMillis = changedMillis;
    }

    static SourceStream open(String path, Configuration configuration) {
        try {
            return opened(path, configuration);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** The bytes of a file that is open and may be read in any order. */
    static SourceStream of(InputStream file, String path) {
        return new SourceStream(file, path, 0, 0);
    }

    /** The bytes of a file, or nothing where there is no such file, or no file system for its scheme. */
    public static Optional<SourceStream> find(String path, Configuration configuration) {
        try {
            return Optional.of(opened(path, configuration));
        } catch (FileNotFoundException | UnsupportedFileSystemException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static SourceStream opened(String path, Configuration configuration) throws IOException {
        Path file = new Path(path);
        if (file.getFileSystem(configuration) instanceof LocalFileSystem local) {
            requireReadable(local.pathToFile(file).toPath());
        }
        FileSystem files = fileSystem(file, configuration);
        FileStatus status = files.getFileStatus(file);
        InputStream in = FutureIO.awaitFuture(files.openFile(file)
                .opt(READ_POLICY, "whole-file")
                .withFileStatus(status)
                .build());
        return new SourceStream(in, path, status.getLen(), status.getModificationTime());
    }

    /** A pipe or device would be waited for without end, and Hadoop says of a file that may not be read that it is not there. */
    private static void requireReadable(java.nio.file.Path file) throws IOException {
        if (!Files.exists(file)) {
            return; // Hadoop says so
        }
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(file + " is no regular file");
        }
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString(), null, "Permission denied");
        }
    }

    /** Local files without the checksums that Hadoop would look for beside them, under names that it cannot make where one has a colon. */
    static FileSystem fileSystem(Path file, Configuration configuration) throws IOException {
        FileSystem files = file.getFileSystem(configuration);
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    /** When the file was last changed, in milliseconds since 1970. */
    public long changedMillis() {
        return changedMillis;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        try {
            int read = super.read(bytes, offset, count);
            if (read < 0 && position < length) {
                throw new EOFException("it ended after " + position + " of " + length + " bytes");
            }
            position += Math.max(read, 0);
            return read;
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
        return StorageFailure.of(
                "The file " + path + " cannot be read", cause, "Nothing of this run has been written.");
    }
}
