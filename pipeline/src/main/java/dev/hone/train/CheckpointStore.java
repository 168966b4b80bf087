package dev.hone.train;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Checkpoints of a run under its folder, such as {@code step-000012}. A checkpoint is complete when its last file is there, which is forced
 * to disk under another name and renamed, whenever the driver was killed. Folders are not renamed: an object store copies their files, one
 * by one.
 */
public final class CheckpointStore {

    private static final String PREFIX = "step-";
    private static final String UNFINISHED = "unfinished-" + CheckpointFiles.LAST;

    private final FileSystem files;
    private final Path folder;

    public CheckpointStore(Configuration configuration, String runPath) {
        this.folder = new Path(runPath, "checkpoints");
        try {
            FileSystem found = folder.getFileSystem(configuration);
            this.files =
                    found instanceof LocalFileSystem local ? local.getRaw() : found; // the raw one can force to disk
        } catch (IOException e) {
            throw storage("open", folder, e);
        }
    }

    /** Saves a checkpoint durably; one that a killed attempt left unfinished is replaced. */
    public String save(Checkpoint checkpoint) {
        Path target = path(checkpoint.step());
        try {
            java.nio.file.Path local = Files.createTempDirectory("hone-checkpoint");
            CheckpointFiles.write(local, checkpoint);
            files.delete(target, true);
            files.mkdirs(target);
            for (String name : CheckpointFiles.NAMES) {
                copyDurably(
                        local.resolve(name), new Path(target, name.equals(CheckpointFiles.LAST) ? UNFINISHED : name));
                Files.delete(local.resolve(name));
            }
            Files.delete(local);
            if (!files.rename(new Path(target, UNFINISHED), last(target))) {
                throw new IOException("the last file could not be renamed");
            }
            return target.toString();
        } catch (IOException e) {
            throw storage("save", target, e);
        }
    }

    /** The checkpoint of a step, if it was saved. */
    public Optional<Checkpoint> load(int step) {
        Path source = path(step);
        try {
            if (!files.exists(last(source))) {
                return Optional.empty();
            }
            java.nio.file.Path local = Files.createTempDirectory("hone-checkpoint");
            for (String name : CheckpointFiles.NAMES) {
                files.copyToLocalFile(
                        false,
                        new Path(source, name),
                        new Path(local.resolve(name).toString()),
                        true);
            }
            Checkpoint checkpoint = CheckpointFiles.read(local);
            for (String name : CheckpointFiles.NAMES) {
                Files.delete(local.resolve(name));
            }
            Files.delete(local);
            return Optional.of(checkpoint);
        } catch (IOException e) {
            throw storage("read", source, e);
        }
    }

    /** Deletes the checkpoints of steps that are not kept. */
    public void prune(IntPredicate kept) {
        try {
            for (int step : steps()) {
                if (!kept.test(step)) {
                    files.delete(path(step), true);
                }
            }
        } catch (IOException e) {
            throw storage("prune", folder, e);
        }
    }

    /** Where the checkpoint of a step is or would be. */
    public Path path(int step) {
        return new Path(folder, "%s%06d".formatted(PREFIX, step));
    }

    private static Path last(Path checkpoint) {
        return new Path(checkpoint, CheckpointFiles.LAST);
    }

    private List<Integer> steps() throws IOException {
        List<Integer> steps = new ArrayList<>();
        for (FileStatus status : files.listStatus(folder)) {
            String name = status.getPath().getName();
            if (name.startsWith(PREFIX)) {
                steps.add(Integer.parseInt(name.substring(PREFIX.length())));
            }
        }
        return steps;
    }

    private void copyDurably(java.nio.file.Path source, Path target) throws IOException {
        try (FSDataOutputStream out = files.create(target, true)) {
            Files.copy(source, (OutputStream) out);
            if (out.hasCapability("hsync")) {
                out.hsync();
            }
        }
    }

    private static StorageException storage(String what, Path path, IOException e) {
        return new StorageException(
                "Cannot " + what + " the checkpoint at " + path + ": " + e.getMessage()
                        + ". Check space and permissions of the warehouse; the run resumes from its last step.",
                e);
    }
}
