package dev.hone.storage.run;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock of the operating system's file system, which the kernel frees when the driver dies, however it dies. It also frees it as soon as
 * this JVM closes another channel on the file, so the file of a run that is locked here is not opened again.
 */
public final class FileRunLock implements RunLock {

    private static final String NAME = "driver.lock";
    /** Whoever only looks whether it is held, holds it for a moment. */
    private static final int ATTEMPTS = 10;

    private static final long MILLIS_BETWEEN_ATTEMPTS = 50;

    /** Folders of the runs that this JVM has locked. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FileRunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock of a run.
     *
     * @throws ConfigException when another driver holds it, be it one of this JVM
     */
    public static FileRunLock take(Path runFolder, String runId) {
        Path file = runFolder.resolve(NAME);
        try {
            Files.createDirectories(runFolder);
            return take(runFolder.toRealPath())
                    .orElseThrow(() -> new ConfigException(
                            "Run " + runId + " is being trained by another driver on this storage (it holds " + file
                                    + "). Wait for it to end or stop it; starting again then resumes the run."));
        } catch (IOException e) {
            throw StorageFailure.of("The run cannot be locked by " + file, e, "Nothing was changed.");
        }
    }

    private static Optional<FileRunLock> take(Path folder) throws IOException {
        if (!HELD_HERE.add(folder)) {
            return Optional.empty();
        }
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lockedWithin(ATTEMPTS, channel)) {
                return Optional.of(new FileRunLock(folder, channel));
            }
            channel.close();
        } catch (IOException e) {
            HELD_HERE.remove(folder);
            throw e;
        }
        HELD_HERE.remove(folder);
        return Optional.empty();
    }

    /** Whether a driver holds it, of this JVM or another process. */
    static DriverPresence presence(Path runFolder) {
        Path file = runFolder.resolve(NAME);
        if (!Files.exists(file)) {
            return DriverPresence.GONE;
        }
        if (HELD_HERE.contains(realPath(runFolder))) {
            return DriverPresence.WORKING;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return locked(channel) ? DriverPresence.GONE : DriverPresence.WORKING;
        } catch (IOException e) {
            return DriverPresence.UNKNOWN; // readable tables of another user, for example
        }
    }

    private static Path realPath(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder; // then none of this JVM could lock it either
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
            return false; // this same JVM looks whether it is held
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
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
