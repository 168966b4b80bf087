package dev.hone.storage.checkpoint;

import dev.hone.error.StorageException;
import dev.hone.storage.DiskSync;
import dev.hone.storage.StorageFailure;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Checkpoints of a run under its folder, such as {@code step-000012}. A checkpoint is complete when its manifest is there, which has the
 * hashes of all other files, is forced to disk under another name and renamed, whenever the driver was killed. Folders are not renamed: an
 * object store copies their files, one by one.
 */
public final class CheckpointStore {

    private static final String PREFIX = "step-";
    private static final String UNFINISHED = "unfinished-" + CheckpointManifest.FILE;

    private final String runId;
    private final FileSystem files;
    private final CheckpointReader reader;
    private final Path folder;

    public CheckpointStore(Configuration configuration, String runPath, String runId) {
        this.runId = runId;
        this.folder = new Path(runPath, "checkpoints");
        try {
            FileSystem found = folder.getFileSystem(configuration);
            this.files =
                    found instanceof LocalFileSystem local ? local.getRaw() : found; // the raw one can force to disk
        } catch (IOException e) {
            throw storage("opened", folder, e);
        }
        this.reader = new CheckpointReader(files, runId);
    }

    /**
     * Saves a checkpoint durably; one that is there is replaced.
     *
     * @return SHA-256 (hex) of its manifest
     */
    public String save(Checkpoint checkpoint) {
        Path target = path(checkpoint.step());
        try (TemporaryFolder local = TemporaryFolder.create("hone-checkpoint")) {
            CheckpointFiles.write(local.path(), runId, checkpoint);
            files.delete(target, true);
            files.mkdirs(target);
            SortedMap<String, String> hashes = new TreeMap<>();
            for (String name : CheckpointFiles.NAMES) {
                try (InputStream in = java.nio.file.Files.newInputStream(local.file(name))) {
                    hashes.put(name, copyDurably(in, new Path(target, name)));
                }
            }
            CheckpointManifest manifest = new CheckpointManifest(runId, checkpoint.step(), hashes);
            copyDurably(new ByteArrayInputStream(manifest.bytes()), new Path(target, UNFINISHED));
            if (!files.rename(new Path(target, UNFINISHED), new Path(target, CheckpointManifest.FILE))) {
                throw new IOException("the manifest could not be renamed");
            }
            forceNames(target);
            return manifest.sha256();
        } catch (IOException e) {
            throw storage("saved", target, e);
        } catch (FSError e) { // how Hadoop reports that a local disk is full
            throw storage("saved", target, new IOException(e.getCause().getMessage(), e));
        }
    }

    /**
     * Looks for the checkpoint of a step, and checks every file of it.
     *
     * @param recorded what the tables say of it, where they do
     */
    public StoredCheckpoint find(int step, Optional<RecordedCheckpoint> recorded) {
        Path source = path(step);
        try {
            return reader.read(source, step, recorded);
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
            throw storage("pruned", folder, e);
        }
    }

    /** The size of a step's checkpoint, of which there is a folder. */
    public long bytes(int step) {
        try {
            return files.getContentSummary(path(step)).getLength();
        } catch (IOException e) {
            throw storage("measured", path(step), e);
        }
    }

    /** Where the checkpoint of a step is or would be. */
    public Path path(int step) {
        return new Path(folder, String.format(Locale.ROOT, "%s%06d", PREFIX, step));
    }

    /** The steps of which there is a folder, whatever is in it, the last first. */
    public List<Integer> steps() {
        try {
            List<Integer> steps = new ArrayList<>();
            for (FileStatus status : files.listStatus(folder)) {
                String name = status.getPath().getName();
                if (name.matches(PREFIX + "\\d{6,9}")) {
                    steps.add(Integer.parseInt(name.substring(PREFIX.length())));
                }
            }
            steps.sort(Comparator.reverseOrder());
            return steps;
        } catch (FileNotFoundException none) {
            return List.of();
        } catch (IOException e) {
            throw storage("listed", folder, e);
        }
    }

    private String copyDurably(InputStream source, Path target) throws IOException {
        try (FSDataOutputStream out = files.create(target, true)) {
            String sha256 = CheckpointFiles.copy(source, out);
            if (out.hasCapability("hsync")) {
                out.hsync();
            }
            return sha256;
        }
    }

    /** Of the files in a checkpoint, and of the checkpoint itself. */
    private void forceNames(Path checkpoint) throws IOException {
        if (files instanceof RawLocalFileSystem local) {
            DiskSync.force(local.pathToFile(checkpoint).toPath());
            DiskSync.force(local.pathToFile(folder).toPath());
        }
    }

    private static StorageException storage(String what, Path path, IOException e) {
        return StorageFailure.of(
                "The checkpoint at " + StorageFailure.shown(path) + " cannot be " + what,
                e,
                "The run resumes from its last step.");
    }
}
