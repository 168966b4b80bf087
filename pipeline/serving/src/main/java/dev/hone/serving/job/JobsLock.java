package dev.hone.serving.job;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Lets one console at a time start and stop the jobs of a folder; the operating system takes the lock from one that died. */
final class JobsLock implements AutoCloseable {

    private final FileChannel channel;
    private Optional<FileLock> lock = Optional.empty();

    JobsLock(Path folder) {
        try {
            channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /** Takes it, if nobody else has it. */
    boolean take() {
        if (lock.isPresent()) {
            return true;
        }
        try {
            lock = Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        } catch (IOException e) {
            throw failure(Path.of("lock"), e);
        }
        return lock.isPresent();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(Path.of("lock"), e);
        }
    }

    private static StorageException failure(Path where, IOException cause) {
        return new StorageException(
                "The console's jobs cannot be locked (" + where + "): " + cause.getMessage(), cause);
    }
}
