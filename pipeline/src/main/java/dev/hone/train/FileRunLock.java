package dev.hone.train;

import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import dev.hone.storage.StorageFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A lock of the operating system's file system, which the kernel frees when the driver dies, however it dies. */
final class FileRunLock implements RunLock {

    private final FileChannel channel;

    private FileRunLock(FileChannel channel) {
        this.channel = channel;
    }

    static FileRunLock take(Path runFolder, String runId) {
        Path file = runFolder.resolve("driver.lock");
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new ConfigException(
                        "Run " + runId + " is being trained by another driver on this storage (it holds " + file
                                + "). Wait for it to end or stop it; starting again then resumes the run.");
            }
            return new FileRunLock(channel);
        } catch (IOException e) {
            throw StorageFailure.of("The run cannot be locked by " + file, e, "Nothing was changed.");
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
    public boolean isHeld() {
        return true; // nobody else can take it
    }

    @Override
    public void requireHeld() {}

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("Cannot release the lock of the run: " + e.getMessage(), e);
        }
    }
}
