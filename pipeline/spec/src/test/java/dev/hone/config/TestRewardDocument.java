package dev.hone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.reward.RewardDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRewardDocument {

    @TempDir
    private Path folder;

    @Test
    void aRewardIsReadFromAFileOfItsOwnOrFromASpecification() throws IOException {
        RewardDefinition expected = new RewardDefinition("text_similarity", Map.of("measure", "fuzzy_match"));
        assertThat(read("kind: text_similarity\nmeasure: fuzzy_match\n")).isEqualTo(expected);
        assertThat(read("run: other\nreward: {kind: text_similarity, measure: fuzzy_match}\n"))
                .isEqualTo(expected);
    }

    @Test
    void whatIsWrongWithItIsSaidWithFileAndLine() throws IOException {
        assertThatThrownBy(() -> read("kind: text_similarity\nmeasur: fuzzy_match\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("reward.yaml:2")
                .hasMessageContaining("reward.measur");
        assertThatThrownBy(() -> RewardDocument.read(folder.resolve("none.yaml"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Correct the path after --reward");
    }

    private RewardDefinition read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("reward.yaml"), text);
        return RewardDocument.read(file, Map.of());
    }
}
