package dev.hone.policy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ModelException;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.Fixtures;
import dev.hone.policy.architecture.LinearModule;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.architecture.RopeScaling;
import dev.hone.policy.tokenizer.NumberTokenizer;
import dev.hone.policy.torch.PolicyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestModelDirectory {

    @TempDir
    private Path folder;

    @Test
    void theHubsConfigIsRead() {
        ModelConfig config =
                ModelDirectory.open(Fixtures.path("models/llama3-rope")).config();
        assertThat(config.vocabSize()).isEqualTo(384);
        assertThat(config.keyValueHeads()).isEqualTo(2);
        assertThat(config.headDim()).isEqualTo(16);
        assertThat(config.ropeTheta()).isEqualTo(500_000);
        assertThat(config.ropeScaling()).isEqualTo(new RopeScaling.Llama3(8, 1, 4, 64));
        assertThat(config.endOfSequenceIds()).containsExactly(378, 381, 382);
        assertThat(config.tiedHead()).isFalse();
    }

    @Test
    void theConfigOfTransformersFiveIsRead() {
        ModelConfig config =
                ModelDirectory.open(Fixtures.path("models/llama-v5-config")).config();
        assertThat(config.ropeTheta()).isEqualTo(5000);
        assertThat(config.ropeScaling()).isEqualTo(new RopeScaling.None());
        assertThat(config.headDim()).isEqualTo(24);
        assertThat(config.blocks().biased()).containsAll(LinearModule.SEPARATE);
        assertThat(config.endOfSequenceIds()).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2, model_type",
        "gemma2, model_type",
        "qwen2-moe, model_type",
        "llama-gelu, hidden_act",
        "llama-gptq, quantization_config",
        "llama-yarn, rope_scaling"
    })
    void whatIsNotSupportedIsRefusedByTheNameOfItsField(String name, String field) {
        Path directory = Fixtures.path("models/unsupported/" + name);
        assertThatThrownBy(() -> ModelDirectory.open(directory))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("config.json: " + field + " is ")
                .hasMessageContaining("Use ");
    }

    @Test
    void aFolderWithoutAConfigIsReported() {
        assertThatThrownBy(() -> ModelDirectory.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("config.json cannot be read");
    }

    @Test
    void aFolderWithoutWeightsIsReported() throws IOException {
        copy(Fixtures.path("models/llama-tied"), "config.json");
        assertThatThrownBy(() -> ModelDirectory.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has no weights");
    }

    @Test
    void anIndexCannotReachOutOfItsFolder() throws IOException {
        copy(Fixtures.path("models/llama-tied"), "config.json");
        for (String name : List.of("../other/model.safetensors", "/etc/passwd", "..", "")) {
            Files.writeString(
                    folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"w\": \"" + name + "\"}}");
            assertThatThrownBy(() -> ModelDirectory.open(folder))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("which is not one of its own folder");
        }
    }

    @Test
    void aMissingShardIsReported() throws IOException {
        Path source = Fixtures.path("models/llama3-rope");
        copy(source, "config.json");
        copy(source, "model.safetensors.index.json");
        copy(source, "model-00001-of-00002.safetensors");
        assertThatThrownBy(() -> ModelDirectory.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model-00002-of-00002.safetensors cannot be read");
    }

    @Test
    void weightsOfAnotherModelAreReportedWithTheTensor() throws IOException {
        copy(Fixtures.path("models/llama-tied"), "config.json");
        copy(Fixtures.path("models/llama-v5-config"), "model.safetensors");
        ModelDirectory directory = ModelDirectory.open(folder);
        assertThatThrownBy(() -> PolicyModels.load(directory, EngineSettings.defaults(), NumberTokenizer.withoutEnd()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("down_proj.bias");
    }

    @Test
    void theHashFollowsTheWeightsAndTheConfigAndNotTheFolder() throws IOException {
        Path source = Fixtures.path("models/llama-tied");
        copy(source, "config.json");
        copy(source, "model.safetensors");
        String hash = ModelDirectory.open(folder).sha256();
        assertThat(hash).hasSize(64).isEqualTo(ModelDirectory.open(source).sha256());
        byte[] weights = Files.readAllBytes(folder.resolve("model.safetensors"));
        weights[weights.length - 1] ^= 1;
        Files.write(folder.resolve("model.safetensors"), weights);
        assertThat(ModelDirectory.open(folder).sha256()).isNotEqualTo(hash);
    }

    private void copy(Path source, String name) throws IOException {
        Files.write(folder.resolve(name), Files.readAllBytes(source.resolve(name)));
    }
}
