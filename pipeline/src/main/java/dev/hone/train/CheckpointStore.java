package dev.hone.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hone.error.ModelException;
import dev.hone.error.StorageException;
import dev.hone.storage.DiskSync;
import dev.hone.storage.StorageFailure;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
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
final class CheckpointStore {

    private static final String PREFIX = "step-";
    private static final String UNFINISHED = "unfinished-" + CheckpointManifest.FILE;

    private final String runId;
    private final FileSystem files;
    private final Path folder;

    CheckpointStore(Configuration configuration, String runPath, String runId) {
        this.runId = runId;
        this.folder = new Path(runPath, "checkpoints");
        try {
            FileSystem found = folder.getFileSystem(configuration);
            this.files =
                    found instanceof LocalFileSystem local ? local.getRaw() : found; // the raw one can force to disk
        } catch (IOException e) {
            throw storage("opened", folder, e);
        }
    }

    /**
     * Saves a checkpoint durably; one that is there is replaced.
     *
     * @return SHA-256 (hex) of its manifest
     */
    String save(Checkpoint checkpoint) {
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
    StoredCheckpoint find(int step, Optional<RecordedCheckpoint> recorded) {
        Path source = path(step);
        try {
            Optional<byte[]> manifest = content(new Path(source, CheckpointManifest.FILE));
            if (manifest.isPresent()) {
                return read(source, step, manifest.get(), recorded.flatMap(RecordedCheckpoint::checkpointSha));
            }
            if (recorded.flatMap(RecordedCheckpoint::checkpointSha).isEmpty()) {
                return readWithoutManifest(source, step, recorded);
            }
            return files.exists(source)
                    ? damaged(new Path(source, CheckpointManifest.FILE), "is missing")
                    : new StoredCheckpoint.Missing();
        } catch (IOException e) {
            throw storage("read", source, e);
        }
    }

    /** Deletes the checkpoints of steps that are not kept. */
    void prune(IntPredicate kept) {
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

    /** Where the checkpoint of a step is or would be. */
    Path path(int step) {
        return new Path(folder, "%s%06d".formatted(PREFIX, step));
    }

    /** The steps of which there is a folder, whatever is in it, the last first. */
    List<Integer> steps() {
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

    private StoredCheckpoint read(Path source, int step, byte[] bytes, Optional<String> recorded) throws IOException {
        Path file = new Path(source, CheckpointManifest.FILE);
        String sha256 = DigestUtils.sha256Hex(bytes);
        if (recorded.isPresent() && !recorded.get().equals(sha256)) {
            return damaged(file, "has the hash " + sha256 + ", and the table steps or checkpoints " + recorded.get());
        }
        try (TemporaryFolder local = TemporaryFolder.create("hone-checkpoint")) {
            CheckpointManifest manifest = CheckpointManifest.parse(bytes);
            if (!manifest.runId().equals(runId) || manifest.step() != step) {
                return damaged(file, "is of step " + manifest.step() + " of the run " + manifest.runId());
            }
            for (String name : CheckpointFiles.NAMES) {
                Optional<String> hash = fetch(new Path(source, name), local.file(name));
                if (hash.isEmpty()) {
                    return damaged(new Path(source, name), "is missing");
                }
                if (!hash.get().equals(manifest.files().get(name))) {
                    return damaged(
                            new Path(source, name),
                            "has the hash " + hash.get() + " instead of " + manifest.files().get(name));
                }
            }
            return parsed(local, source, step, Optional.of(sha256));
        } catch (JsonProcessingException e) {
            return damaged(file, "is no manifest: " + e.getOriginalMessage());
        }
    }

    /** Of a version that wrote no manifest and {@code state.json} last. */
    private StoredCheckpoint readWithoutManifest(Path source, int step, Optional<RecordedCheckpoint> recorded)
            throws IOException {
        try (TemporaryFolder local = TemporaryFolder.create("hone-checkpoint")) {
            for (String name : CheckpointFiles.NAMES) {
                if (fetch(new Path(source, name), local.file(name)).isEmpty()) {
                    return new StoredCheckpoint.Missing();
                }
            }
            if (CheckpointFiles.haveManifest(local.path())) {
                return new StoredCheckpoint.Missing();
            }
            StoredCheckpoint stored = parsed(local, source, step, Optional.empty());
            return stored instanceof StoredCheckpoint.Good good && recorded.isPresent()
                    ? checked(good, source, recorded.get().adapterSha())
                    : stored;
        } catch (JsonProcessingException e) {
            return damaged(new Path(source, CheckpointFiles.STATE), "is no JSON: " + e.getOriginalMessage());
        }
    }

    private static StoredCheckpoint checked(StoredCheckpoint.Good good, Path source, String recorded) {
        String adapter = good.checkpoint().state().adapter().sha256();
        return adapter.equals(recorded)
                ? good
                : damaged(source, "has the adapter " + adapter + ", and the table steps or checkpoints " + recorded);
    }

    private static StoredCheckpoint parsed(TemporaryFolder local, Path source, int step, Optional<String> sha256)
            throws IOException {
        try {
            Checkpoint checkpoint = CheckpointFiles.read(local.path());
            return checkpoint.step() == step
                    ? new StoredCheckpoint.Good(checkpoint, sha256)
                    : damaged(new Path(source, CheckpointFiles.STATE), "is of step " + checkpoint.step());
        } catch (IllegalArgumentException | ModelException e) {
            return damaged(source, "cannot be read: " + e.getMessage());
        }
    }

    private static StoredCheckpoint.Damaged damaged(Path file, String problem) {
        return new StoredCheckpoint.Damaged(StorageFailure.shown(file) + " " + problem);
    }

    private Optional<byte[]> content(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return absent(file, e);
        }
    }

    /** Copies a file to the local disk, and gives its hash. */
    private Optional<String> fetch(Path file, java.nio.file.Path local) throws IOException {
        try (InputStream in = files.open(file);
                OutputStream out = java.nio.file.Files.newOutputStream(local)) {
            return Optional.of(transfer(in, out));
        } catch (FileNotFoundException e) {
            return absent(file, e);
        }
    }

    /** A file that may not be read is not found either, as Java has it. */
    private <T> Optional<T> absent(Path file, FileNotFoundException e) throws IOException {
        if (files.exists(file)) {
            throw e;
        }
        return Optional.empty();
    }

    private String copyDurably(InputStream source, Path target) throws IOException {
        try (FSDataOutputStream out = files.create(target, true)) {
            String sha256 = transfer(source, out);
            if (out.hasCapability("hsync")) {
                out.hsync();
            }
            return sha256;
        }
    }

    private static String transfer(InputStream in, OutputStream out) throws IOException {
        DigestInputStream digested = new DigestInputStream(in, DigestUtils.getSha256Digest());
        digested.transferTo(out);
        return Hex.encodeHexString(digested.getMessageDigest().digest());
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
