package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.Repository;
import dev.hone.error.ModelException;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.checkpoint.ModelFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver saw of a model folder, against what an executor finds there. */
class TestModelOnDisk {

    @TempDir
    private Path folder;

    @BeforeEach
    void copyAModel() throws IOException {
        PathUtils.copyDirectory(Repository.demoPolicy(), folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "model.safetensors",
                "tokenizer.json",
                "tokenizer_config.json",
                "generation_config.json"
            })
    void anExecutorWithAnotherFileSaysWhichAndWhereItRuns(String name) throws IOException {
        ModelOnDisk driver = ModelOnDisk.of(folder, EngineSettings.defaults());
        Files.write(folder.resolve(name), other(folder.resolve(name)));
        assertThatThrownBy(driver::open)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("In the model folder " + folder + ", as the process "
                        + ManagementFactory.getRuntimeMXBean().getName() + " sees it, " + name + " has the hash")
                .hasMessageContaining("on the driver. Give every machine the same files.");
    }

    /** JSON with a blank more, or weights of which the last bit differs: both can be read as they are. */
    private static byte[] other(Path file) throws IOException {
        byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        if (file.toString().endsWith(".safetensors")) {
            content[content.length - 1] ^= 1;
            return content;
        }
        byte[] longer = Arrays.copyOf(content, content.length + 1);
        longer[content.length] = ' ';
        return longer;
    }

    @Test
    void aTemplateThatOnlyTheExecutorHasIsADifferenceToo() throws IOException {
        ModelOnDisk driver = ModelOnDisk.of(folder, EngineSettings.defaults());
        Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages }}");
        assertThatThrownBy(driver::open)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("chat_template.jinja has the hash")
                .hasMessageContaining("but (no such file) on the driver");
    }

    @Test
    void theHashIsThatOfWhatSha256sumPrints() throws IOException {
        ModelFiles files = ModelDirectory.open(folder).files();
        StringBuilder lines = new StringBuilder();
        for (String name : new String[] {"config.json", "model.safetensors"}) {
            lines.append(files.sha256().get(name)).append("  ").append(name).append("\n");
        }
        assertThat(files.combined())
                .isEqualTo(org.apache.commons.codec.digest.DigestUtils.sha256Hex(lines.toString()))
                .isEqualTo(ModelDirectory.open(Repository.demoPolicy()).sha256());
    }
}
