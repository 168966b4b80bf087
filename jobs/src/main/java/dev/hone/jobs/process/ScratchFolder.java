package dev.hone.jobs.process;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The folder of a process's temporary files: those of Spark, of native libraries and of checkpoints that are read or written. It is deleted
 * when the process ends. What a killed process has left, the next one deletes: a lock, which the kernel frees with the process, tells which
 * folders are in use.
 */
public final class ScratchFolder {

    private static final String PROPERTY = "java.io.tmpdir";
    private static final String PREFIX = "hone-";
    private static final String LOCK = "lock";
    /** Spark and the file systems have ended by then. */
    private static final int HOOK_PRIORITY = 1;

    private static final long HOOK_SECONDS = 30;

    private static final int MAX_DELETIONS = 5;

    private static boolean inUse;

    private ScratchFolder() {}

    /**
     * Makes the folder in the JVM's folder for temporary files and takes the place of that. To be called before Java or Spark has asked
     * where temporary files go.
     */
    public static synchronized void use() {
        if (inUse) {
            return;
        }
        Path parent = Path.of(System.getProperty(PROPERTY));
        Path folder = parent.resolve(PREFIX + UUID.randomUUID());
        FileLock lock;
        try {
            deleteAbandoned(parent);
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            lock = lock(folder);
        } catch (IOException e) {
            throw new StorageException(
                    "There can be no temporary files in " + parent + ": " + e
                            + ". Name another folder: HONE_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER",
                    e);
        }
        System.setProperty(PROPERTY, folder.toString());
        ShutdownHookManager.get()
                .addShutdownHook(() -> delete(folder, lock), HOOK_PRIORITY, HOOK_SECONDS, TimeUnit.SECONDS);
        inUse = true;
    }

    /** At the end. The hook also keeps the lock: of a channel that nothing refers to, the garbage collector closes the file. */
    private static void delete(Path folder, FileLock lock) {
        for (int i = 0; i < MAX_DELETIONS && Files.exists(folder); i++) {
            FileUtils.deleteQuietly(folder.toFile()); // another thread may be writing still
        }
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Locked before it has its name, so that nobody finds it without a lock. */
    @SuppressWarnings("resource")
    private static FileLock lock(Path folder) throws IOException {
        Path unnamed = folder.resolve(LOCK + ".new");
        FileLock lock = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                .lock();
        Files.move(unnamed, folder.resolve(LOCK));
        return lock;
    }

    private static void deleteAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isAbandoned(folder)) {
                    FileUtils.deleteQuietly(folder.toFile());
                }
            }
        }
    }

    /** Not those of other users either, which cannot be opened. */
    private static boolean isAbandoned(Path folder) {
        Path lock = folder.resolve(LOCK);
        if (!Files.isWritable(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return false; // another process has just deleted it
        }
    }
}
