package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.StorageException;
import dev.hone.math.optim.AdamWState;
import dev.hone.policy.Adapter;
import dev.hone.policy.AdapterKind;
import dev.hone.policy.FloatTensor;
import dev.hone.update.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCheckpointStore {

    @TempDir
    private Path folder;

    @Test
    void aCheckpointComesBackWithTheSameBytes() {
        CheckpointStore store = store();
        Checkpoint saved = checkpoint(3, 0.25f);
        store.save(saved);
        Checkpoint loaded = store.load(3).orElseThrow();
        assertThat(loaded.state().adapter().sha256())
                .isEqualTo(saved.state().adapter().sha256());
        assertThat(loaded.state().adapter().kind())
                .isEqualTo(saved.state().adapter().kind());
        assertThat(loaded.state().optimizer().step()).isEqualTo(7);
        assertThat(loaded.state().optimizer().firstMoments().get("a")).containsExactly(1f, 2f);
        assertThat(loaded.metrics()).isEqualTo(saved.metrics());
        assertThat(store.load(4)).isEmpty();
    }

    @Test
    void aCheckpointThatWasKilledInTheMiddleIsNotSeenAndIsReplaced() throws IOException {
        CheckpointStore store = store();
        Path unfinished = folder.resolve("checkpoints/step-000003");
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve("adapter.safetensors"), "half");
        Files.writeString(unfinished.resolve("unfinished-state.json"), "{");
        assertThat(store.load(3)).isEmpty();
        store.save(checkpoint(3, 0.5f));
        assertThat(store.load(3)).isPresent();
        assertThat(unfinished).isDirectoryNotContaining("glob:**unfinished*");
    }

    @Test
    void aDamagedAdapterIsRefused() throws IOException {
        CheckpointStore store = store();
        store.save(checkpoint(1, 0.25f));
        store.save(checkpoint(2, 0.75f));
        Files.copy(
                folder.resolve("checkpoints/step-000001/adapter.safetensors"),
                folder.resolve("checkpoints/step-000002/adapter.safetensors"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> store.load(2))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the file was changed or damaged");
    }

    @Test
    void pruningKeepsWhatIsAsked() {
        CheckpointStore store = store();
        for (int step = 0; step < 4; step++) {
            store.save(checkpoint(step, step));
        }
        store.prune(step -> step >= 2);
        assertThat(store.load(1)).isEmpty();
        assertThat(store.load(2)).isPresent();
    }

    private CheckpointStore store() {
        return new CheckpointStore(new Configuration(), folder.toString());
    }

    private static Checkpoint checkpoint(int step, float value) {
        TreeMap<String, FloatTensor> tensors = new TreeMap<>();
        tensors.put("a", new FloatTensor(new int[] {2}, new float[] {value, -1f}));
        Adapter adapter = new Adapter(new AdapterKind.Lora(2, 4, Set.of("q_proj", "v_proj")), tensors);
        TreeMap<String, float[]> moments = new TreeMap<>(Map.of("a", new float[] {1f, 2f}));
        return new Checkpoint(
                step,
                new TrainingState(adapter, new AdamWState(7, moments, moments)),
                new TreeMap<>(Map.of("loss", 0.125)));
    }
}
