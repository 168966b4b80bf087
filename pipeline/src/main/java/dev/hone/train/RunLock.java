package dev.hone.train;

import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a second driver off a live run. On a file system of the operating system this is a file lock, which the kernel frees when the
 * driver dies, however it dies. Object stores have no such lock: there the transaction id of the {@code steps} commit finds the second
 * driver at the end of its first step.
 */
public final class RunLock implements AutoCloseable {

    private final Optional<FileChannel> channel;

    private RunLock(Optional<FileChannel> channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a run.
     *
     * @param runPath the run's folder
     * @throws ConfigException when another driver holds it
     */
    public static RunLock take(String runPath, String runId) {
        URI uri = new org.apache.hadoop.fs.Path(runPath).toUri();
        if (uri.getScheme() != null && !uri.getScheme().equals("file")) {
            return new RunLock(Optional.empty());
        }
        Path file = Path.of(uri.getPath(), "driver.lock");
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new ConfigException(
                        "Run " + runId + " is being trained by another driver on this storage (it holds " + file
                                + "). Wait for it to end or stop it; starting again then resumes the run.");
            }
            return new RunLock(Optional.of(channel));
        } catch (IOException e) {
            throw new StorageException(
                    "Cannot lock " + file + ": " + e.getMessage() + ". Check that the warehouse can be written.", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this same JVM
        }
    }

    @Override
    public void close() {
        try {
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            throw new StorageException("Cannot release the lock of the run: " + e.getMessage(), e);
        }
    }
}
