package dev.hone.storage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.StorageException;
import dev.hone.math.optim.AdamWState;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.policy.checkpoint.FloatTensor;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestCheckpointStore {

    @TempDir
    private Path folder;

    @Test
    void aCheckpointComesBackWithTheSameBytes() {
        CheckpointStore store = store();
        Checkpoint saved = checkpoint(3, 0.25f);
        Optional<RecordedCheckpoint> recorded = recorded(saved, store.save(saved));
        Checkpoint loaded = good(store.find(3, recorded)).checkpoint();
        assertThat(loaded.state().adapter().sha256())
                .isEqualTo(saved.state().adapter().sha256());
        assertThat(loaded.state().adapter().kind())
                .isEqualTo(saved.state().adapter().kind());
        assertThat(loaded.state().optimizer().step()).isEqualTo(7);
        assertThat(loaded.state().optimizer().firstMoments().get("a")).containsExactly(1f, 2f);
        assertThat(loaded.metrics()).isEqualTo(saved.metrics());
        assertThat(store.find(4, Optional.empty())).isInstanceOf(StoredCheckpoint.Missing.class);
        assertThat(store.save(checkpoint(3, 0.25f)))
                .as("the same state has the same hash")
                .isEqualTo(recorded.orElseThrow().checkpointSha().orElseThrow());
    }

    @Test
    void aCheckpointThatWasKilledInTheMiddleIsNotSeenAndIsReplaced() throws IOException {
        CheckpointStore store = store();
        store.save(checkpoint(3, 0.25f));
        Path unfinished = folder.resolve("checkpoints/step-000003");
        Files.move(unfinished.resolve("manifest.json"), unfinished.resolve("unfinished-manifest.json"));
        assertThat(store.find(3, Optional.empty()))
                .as("all but the last file is there")
                .isInstanceOf(StoredCheckpoint.Missing.class);
        Files.writeString(unfinished.resolve("adapter.safetensors"), "half");
        Files.delete(unfinished.resolve("state.json"));
        assertThat(store.find(3, Optional.empty())).isInstanceOf(StoredCheckpoint.Missing.class);
        store.save(checkpoint(3, 0.5f));
        good(store.find(3, Optional.empty()));
        assertThat(unfinished).isDirectoryNotContaining("glob:**unfinished*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter.safetensors", "optimizer.safetensors", "state.json", "manifest.json"})
    void oneBitOrAFileOfAnotherStepIsDamageThatIsNamedWithItsFile(String name) throws IOException {
        CheckpointStore store = store();
        store.save(checkpoint(1, 0.25f));
        Checkpoint saved = checkpoint(2, 0.75f);
        Optional<RecordedCheckpoint> recorded = recorded(saved, store.save(saved));
        Path file = folder.resolve("checkpoints/step-000002").resolve(name);
        byte[] content = Files.readAllBytes(file);

        byte[] flipped = content.clone();
        flipped[flipped.length / 2] ^= 1;
        Files.write(file, flipped);
        assertDamaged(store.find(2, recorded), file, "has the hash");

        Files.copy(folder.resolve("checkpoints/step-000001").resolve(name), file, StandardCopyOption.REPLACE_EXISTING);
        assertDamaged(store.find(2, recorded), file, "has the hash");

        Files.delete(file);
        assertDamaged(store.find(2, recorded), file, "is missing");

        Files.write(file, content);
        good(store.find(2, recorded));
    }

    @Test
    void aWholeCheckpointOfAnotherStepOrRunIsDamageWithoutTheTablesToo() throws IOException {
        CheckpointStore store = store();
        store.save(checkpoint(1, 0.25f));
        Path first = folder.resolve("checkpoints/step-000001");
        Path manifest = folder.resolve("checkpoints/step-000002/manifest.json");
        copy(first, manifest.getParent());
        assertDamaged(store.find(2, Optional.empty()), manifest, "is of step 1 of the run r");

        CheckpointStore other = new CheckpointStore(new Configuration(), folder.toString(), "s");
        assertDamaged(other.find(1, Optional.empty()), first.resolve("manifest.json"), "is of step 1 of the run r");
    }

    @Test
    void aCheckpointOfAVersionWithoutManifestsIsReadAndItsAdapterChecked() throws IOException {
        CheckpointStore store = store();
        Checkpoint saved = checkpoint(2, 0.75f);
        store.save(saved);
        Path old = folder.resolve("checkpoints/step-000002");
        Files.delete(old.resolve("manifest.json"));
        Path state = old.resolve("state.json");
        Files.writeString(state, Files.readString(state).replace("\"run_id\":\"r\",", ""));
        Optional<RecordedCheckpoint> recorded =
                Optional.of(new RecordedCheckpoint(saved.state().adapter().sha256(), Optional.empty()));
        assertThat(good(store.find(2, recorded)).sha256()).isEmpty();
        assertDamaged(
                store.find(2, Optional.of(new RecordedCheckpoint("another", Optional.empty()))),
                old,
                "has the adapter " + saved.state().adapter().sha256());
        Files.writeString(state, Files.readString(state).replace("adapter_sha256", "adapter_sha255"));
        assertDamaged(store.find(2, recorded), old, "cannot be read");
    }

    @Test
    void nothingIsLeftInTheTemporaryFolderWhereReadingFails() throws IOException {
        CheckpointStore store = store();
        store.save(checkpoint(2, 0.75f));
        Files.delete(folder.resolve("checkpoints/step-000002/optimizer.safetensors"));
        Files.createDirectory(folder.resolve("checkpoints/step-000002/optimizer.safetensors"));
        long before = temporaryFolders();
        assertThatThrownBy(() -> store.find(2, Optional.empty()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("step-000002 cannot be read");
        assertThat(temporaryFolders()).isEqualTo(before);
    }

    @Test
    void aFullDiskIsToldWithThePathAndWithSpaceTheCheckpointIsSaved() throws IOException {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.full.impl", FullDisk.class, FileSystem.class);
        CheckpointStore store = new CheckpointStore(configuration, "full:" + folder, "r");
        long before = temporaryFolders();
        FullDisk.isFull = true;
        assertThatThrownBy(() -> store.save(checkpoint(2, 0.75f)))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("The checkpoint at full:" + folder
                        + "/checkpoints/step-000002 cannot be saved. The" + " disk is full: make space");
        assertThat(temporaryFolders()).isEqualTo(before);
        assertThat(store.find(2, Optional.empty())).isInstanceOf(StoredCheckpoint.Missing.class);
        FullDisk.isFull = false;
        store.save(checkpoint(2, 0.75f));
        good(store.find(2, Optional.empty()));
    }

    /** A local disk on which no further bytes of an optimizer's state find room. */
    static final class FullDisk extends RawLocalFileSystem {

        private static boolean isFull;

        @Override
        public URI getUri() {
            return URI.create("full:///");
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path file,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            FSDataOutputStream out = super.create(file, overwrite, bufferSize, replication, blockSize, progress);
            return isFull && file.getName().startsWith("optimizer")
                    ? new FSDataOutputStream(new BoundedOutputStream(out), null)
                    : out;
        }
    }

    private static final class BoundedOutputStream extends FilterOutputStream {

        private BoundedOutputStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void pruningKeepsWhatIsAsked() {
        CheckpointStore store = store();
        for (int step = 0; step < 4; step++) {
            store.save(checkpoint(step, step));
        }
        store.prune(step -> step >= 2);
        assertThat(store.steps()).containsExactly(3, 2);
    }

    private static StoredCheckpoint.Good good(StoredCheckpoint stored) {
        assertThat(stored).isInstanceOf(StoredCheckpoint.Good.class);
        return (StoredCheckpoint.Good) stored;
    }

    private static void assertDamaged(StoredCheckpoint stored, Path file, String problem) {
        assertThat(stored).isInstanceOf(StoredCheckpoint.Damaged.class);
        assertThat(((StoredCheckpoint.Damaged) stored).problem()).startsWith(file + " " + problem);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static long temporaryFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("hone-checkpoint"))
                    .count();
        }
    }

    private static Optional<RecordedCheckpoint> recorded(Checkpoint checkpoint, String sha256) {
        return Optional.of(new RecordedCheckpoint(checkpoint.state().adapter().sha256(), Optional.of(sha256)));
    }

    private CheckpointStore store() {
        return new CheckpointStore(new Configuration(), folder.toString(), "r");
    }

    private static Checkpoint checkpoint(int step, float value) {
        TreeMap<String, FloatTensor> tensors = new TreeMap<>();
        tensors.put("a", new FloatTensor(new int[] {2}, new float[] {value, -1f}));
        Adapter adapter = new Adapter(new AdapterKind.Lora(2, 4, Set.of("q_proj", "v_proj")), tensors);
        TreeMap<String, float[]> moments = new TreeMap<>(Map.of("a", new float[] {1f, 1f + step / 3f}));
        return new Checkpoint(
                step,
                new TrainingState(adapter, new AdamWState(step + 4, moments, moments)),
                new TreeMap<>(Map.of("loss", 0.125)));
    }
}
