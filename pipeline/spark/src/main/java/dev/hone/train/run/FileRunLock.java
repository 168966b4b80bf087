package dev.hone.train.run;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A lock of the operating system's file system, which the kernel frees when the driver dies, however it dies. */
public final class FileRunLock implements RunLock {

    private static final String NAME = "driver.lock";
    /** Whoever only looks whether it is held, holds it for a moment. */
    private static final int ATTEMPTS = 10;

    private static final long MILLIS_BETWEEN_ATTEMPTS = 50;

    private final FileChannel channel;

    private FileRunLock(FileChannel channel) {
        this.channel = channel;
    }

    public static FileRunLock take(Path runFolder, String runId) {
        Path file = runFolder.resolve(NAME);
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lockedWithin(ATTEMPTS, channel)) {
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

    /** Whether another process holds it; not to be asked of a run that this process has locked. */
    static DriverPresence presence(Path runFolder) {
        Path file = runFolder.resolve(NAME);
        if (!Files.exists(file)) {
            return DriverPresence.GONE;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return locked(channel) ? DriverPresence.GONE : DriverPresence.WORKING;
        } catch (IOException e) {
            return DriverPresence.UNKNOWN; // readable tables of another user, for example
        }
    }

    private static boolean lockedWithin(int attempts, FileChannel channel) throws IOException {
        for (int i = 1; i <= attempts; i++) {
            if (locked(channel)) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN_ATTEMPTS));
        }
        return false;
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
