package dev.hone.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRewardFiles {

    @TempDir
    private Path folder;

    @Test
    void aFileIsReadByItsNameAndKeepsItWithItsText() throws IOException {
        String name = write("reward.py", "def reward(): …".getBytes(StandardCharsets.UTF_8));

        RewardFile file = RewardFile.read(name);

        assertThat(file).isEqualTo(new RewardFile(name, "def reward(): …"));
        assertThat(RewardFile.of(file.value())).contains(file);
    }

    @Test
    void aNameAloneIsNoFileYet() {
        assertThat(RewardFile.of("reward.py")).isEmpty();
        assertThat(RewardFile.of(Map.of("name", "reward.py"))).isEmpty();
    }

    @Test
    void whatIsNoTextOrNotThereIsRefusedInAClause() throws IOException {
        String bytes = write("reward.bin", new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> RewardFile.read(bytes)).hasMessageEndingWith("reward.bin is no text in UTF-8");
        assertThatThrownBy(() -> RewardFile.read("absent.py")).hasMessageStartingWith("there is no file absent.py");
    }

    @Test
    void aDefinitionWithoutFilesStaysAsItIs() {
        RewardDefinition definition = RewardDefinition.ofJson(
                "weighted",
                """
                {"parts": [{"kind": "label_match", "labels": ["a", "b"], "weight": 2}, {"kind": "regex", "pattern": "x"}]}
                """);
        assertThat(RewardFiles.withTexts(definition)).isEqualTo(definition);
    }

    private String write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }
}
