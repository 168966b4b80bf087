package dev.hone.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ModelException;
import dev.hone.policy.Fixtures;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.checkpoint.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestPeftAdapter {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("dev.hone.policy.Fixtures#models")
    void anAdapterThatPeftWroteKeepsItsTensorsThroughARoundTrip(String name) {
        Path source = Fixtures.path("models/" + name + "/adapter");
        Adapter adapter = PeftAdapter.read(source);
        ModelConfig config =
                ModelDirectory.open(Fixtures.path("models/" + name)).config();
        assertThat(adapter.kind()).isEqualTo(AdapterKind.Lora.allLinear(4, 8).on(config));
        PeftAdapter.write(folder, adapter, "hone-fixtures/" + name);
        assertThat(PeftAdapter.read(folder).sha256()).isEqualTo(adapter.sha256());
        assertThat(folder.resolve("adapter_model.safetensors"))
                .hasSameBinaryContentAs(source.resolve("adapter_model.safetensors"));
    }

    @Test
    void anAdapterThatIsNotPlainLoraIsRefusedByItsSetting() throws IOException {
        Path source = Fixtures.path("models/llama-tied/adapter");
        String config = Files.readString(source.resolve("adapter_config.json"));
        Files.write(
                folder.resolve("adapter_model.safetensors"),
                Files.readAllBytes(source.resolve("adapter_model.safetensors")));
        Files.writeString(
                folder.resolve("adapter_config.json"), config.replace("\"use_dora\": false", "\"use_dora\": true"));
        assertThatThrownBy(() -> PeftAdapter.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("use_dora is true");
        Files.writeString(
                folder.resolve("adapter_config.json"),
                config.replace("\"rank_pattern\": {}", "\"rank_pattern\": {\"q_proj\": 2}"));
        assertThatThrownBy(() -> PeftAdapter.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("rank_pattern is ");
    }

    @Test
    void theScaleIsPartOfAnAdaptersIdentity() {
        Adapter adapter = PeftAdapter.read(Fixtures.path("models/llama-tied/adapter"));
        Adapter twice = new Adapter(AdapterKind.Lora.allLinear(4, 16), adapter.tensors());
        assertThat(twice.sha256()).isNotEqualTo(adapter.sha256());
    }
}
