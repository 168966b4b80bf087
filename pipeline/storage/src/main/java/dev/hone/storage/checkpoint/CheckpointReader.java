package dev.hone.storage.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hone.error.ModelException;
import dev.hone.storage.StorageFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads checkpoints of a run, and checks every file of them. */
final class CheckpointReader {

    private final FileSystem files;
    private final String runId;

    CheckpointReader(FileSystem files, String runId) {
        this.files = files;
        this.runId = runId;
    }

    /**
     * Reads the checkpoint of a step.
     *
     * @param source its folder
     * @param recorded what the tables say of it, where they do
     * @throws IOException when the storage fails; a damaged checkpoint is no failure of it
     */
    StoredCheckpoint read(Path source, int step, Optional<RecordedCheckpoint> recorded) throws IOException {
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
                            "has the hash " + hash.get() + " instead of "
                                    + manifest.files().get(name));
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
            return Optional.of(CheckpointFiles.copy(in, out));
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
}
