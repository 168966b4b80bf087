package dev.hone.export;

import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is either whole or not there: written beside its place under a name that nobody takes for finished, forced to disk, then
 * renamed. Without {@link #publish} everything is removed again on close.
 */
final class AtomicDirectory implements AutoCloseable {

    private final Path target;
    private final Path work;
    private final String marker;

    private AtomicDirectory(Path target, Path work, String marker) {
        this.target = target;
        this.work = work;
        this.marker = marker;
    }

    /**
     * Starts a folder.
     *
     * @param marker a file that every whole folder has; a target without it is not ours and is never replaced
     */
    static AtomicDirectory create(Path target, String marker) {
        Path absolute = target.toAbsolutePath().normalize();
        try {
            restoreReplaced(absolute);
            if (Files.exists(absolute) && !isEmpty(absolute) && !Files.exists(absolute.resolve(marker))) {
                throw new ConfigException(target + " exists and is not an export: it has no " + marker
                        + ". Choose another export.path, or move that folder away");
            }
            Files.createDirectories(absolute.getParent());
            Path work = absolute.resolveSibling("." + absolute.getFileName() + ".unfinished");
            delete(work);
            Files.createDirectories(work);
            return new AtomicDirectory(absolute, work, marker);
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /** The folder that was to be replaced when a process was killed between the two renames of {@link #publish}. */
    private static void restoreReplaced(Path target) throws IOException {
        if (Files.exists(replaced(target)) && !Files.exists(target)) {
            Files.move(replaced(target), target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path replaced(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".replaced");
    }

    private static boolean isEmpty(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    /** Where to write. */
    Path work() {
        return work;
    }

    /** Makes the folder durable and puts it in its place; a previous export there goes. */
    Path publish() {
        if (!Files.exists(work.resolve(marker))) {
            throw new IllegalStateException(work + " has no " + marker);
        }
        try {
            forceAll();
            Path replaced = replaced(target);
            delete(replaced);
            if (Files.exists(target)) {
                Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
            force(target.getParent());
            delete(replaced);
            return target;
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    private void forceAll() throws IOException {
        try (Stream<Path> paths = Files.walk(work)) {
            for (Path path : paths.toList()) {
                force(path);
            }
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    static StorageException failed(Path target, IOException cause) {
        return new StorageException(
                target + " cannot be written: " + cause.getMessage() + ". Check free space and permissions", cause);
    }

    @Override
    public void close() {
        try {
            delete(work);
        } catch (IOException e) {
            throw failed(work, e);
        }
    }
}
