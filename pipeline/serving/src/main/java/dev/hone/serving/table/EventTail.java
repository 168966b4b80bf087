package dev.hone.serving.table;

import dev.hone.error.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The events of a run as its driver writes them: lines of {@code metrics.jsonl} on a disk, objects below {@code metrics/} in a store. Each
 * look costs a read of what is new, or one listing. An object that was written again, as after a resume, is new.
 */
public final class EventTail {

    private static final long LOCAL_MILLIS = 500;
    private static final long STORE_MILLIS = 5_000;

    private final FileSystem files;
    private final Path file;
    private final Path objects;
    private final Set<String> seen = new HashSet<>();
    private long position;

    EventTail(Path runFolder, Configuration configuration) {
        this.file = new Path(runFolder, "metrics.jsonl");
        this.objects = new Path(runFolder, "metrics");
        try {
            this.files = runFolder.getFileSystem(configuration);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** How long to wait between two looks: half a second on a disk, five in an object store, where each is paid. */
    public long pauseMillis() {
        return isLocal() ? LOCAL_MILLIS : STORE_MILLIS;
    }

    private boolean isLocal() {
        return files.getUri().getScheme().equals("file");
    }

    /**
     * The whole lines since the last look; all of them at first. Half a line, which a driver is just writing, comes with the next look. A
     * file that was mended by the next driver is read anew.
     */
    public List<String> next() {
        try {
            return isLocal() ? newLines() : newObjects();
        } catch (FileNotFoundException notYet) {
            return List.of();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private List<String> newLines() throws IOException {
        long length = files.getFileStatus(file).getLen();
        if (length < position) {
            position = 0;
        }
        if (length == position) {
            return List.of();
        }
        byte[] fresh = read(file, position);
        int end = lastLineEnd(fresh);
        position += end;
        return new String(fresh, 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> newObjects() throws IOException {
        List<FileStatus> fresh = Arrays.stream(files.listStatus(objects))
                .filter(object -> seen.add(object.getPath().getName() + "@" + object.getModificationTime()))
                .sorted(Comparator.comparingLong(FileStatus::getModificationTime))
                .toList();
        List<String> lines = new ArrayList<>();
        for (FileStatus object : fresh) {
            new String(read(object.getPath(), 0), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(lines::add);
        }
        return lines;
    }

    private byte[] read(Path path, long from) throws IOException {
        try (FSDataInputStream in = files.open(path)) {
            in.seek(from);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            in.transferTo(bytes);
            return bytes.toByteArray();
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private StorageException failure(IOException e) {
        return new StorageException(
                "The events of the run in " + file.getParent() + " cannot be read: " + e.getMessage()
                        + ". The tables have them all",
                e);
    }
}
