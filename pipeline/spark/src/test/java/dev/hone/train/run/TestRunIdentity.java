package dev.hone.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.Repository;
import dev.hone.error.ConfigException;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.torch.ModelOnDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunIdentity {

    @TempDir
    private Path folder;

    @Test
    void anotherTokenizerTemplateOrEndOfSequenceIsAnotherRun() throws IOException {
        PathUtils.copyDirectory(Repository.demoPolicy(), folder);
        RunIdentity created = here();
        here().requireSameAs("r", created);
        for (String name : new String[] {"tokenizer.json", "chat_template.jinja", "generation_config.json"}) {
            Path file = folder.resolve(name);
            String before = Files.exists(file) ? Files.readString(file) : "{}";
            Files.writeString(file, before + "\n");
            assertThatThrownBy(() -> here().requireSameAs("r", created))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("\n  model_file." + name + ": was ");
            Files.writeString(file, before);
        }
    }

    @Test
    void anotherProcessorIsAWarningOnly() {
        RunIdentity created = here(Repository.demoPolicy());
        Map<String, String> values = new HashMap<>(created.values());
        values.put("cpu", "Another processor (avx2)");
        RunIdentity elsewhere = new RunIdentity(values);
        elsewhere.requireSameAs("r", created);
        assertThat(created.otherProcessor(created)).isEmpty();
        assertThat(elsewhere.otherProcessor(created).orElseThrow())
                .startsWith("this driver has the processor Another processor (avx2), and the run was created on "
                        + created.values().get("cpu"));
    }

    private RunIdentity here() {
        return here(folder);
    }

    private static RunIdentity here(Path model) {
        return RunIdentity.here(ModelOnDisk.of(model, EngineSettings.defaults()), Map.of());
    }
}
