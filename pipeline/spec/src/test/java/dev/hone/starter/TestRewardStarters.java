package dev.hone.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRewardStarters {

    @TempDir
    private Path folder;

    @Test
    void theListNamesEachTemplateWithWhatItIsFor() {
        assertThat(RewardStarters.all().list())
                .contains("  math (.yaml) ", "  Maths with right answers: 1 if ")
                .endsWith("Write one:  hone reward new --template NAME FILE\n");
    }

    @Test
    void anUnknownTemplateIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> RewardStarters.all().named("mth"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Did you mean math?");
    }

    @Test
    void aStarterIsWrittenOverAFileOnlyWhereThatIsWanted() {
        RewardStarter math = RewardStarters.all().named("math");
        Path file = folder.resolve("my.yaml");
        math.write(file, false);

        assertThat(file).hasContent(math.text());
        assertThatThrownBy(() -> math.write(file, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is there already. Choose another name, or --force");
        new RewardStarter("short", ".yaml", "# short\n").write(file, true);
        assertThat(file).hasContent("# short\n");
    }

    @Test
    void aFileOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> RewardStarters.all().named("math").write(folder.resolve("my.py"), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Name it so that it ends with .yaml");
        assertThat(folder).isEmptyDirectory();
    }
}
