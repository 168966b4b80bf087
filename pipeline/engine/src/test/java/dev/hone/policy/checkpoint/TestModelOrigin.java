package dev.hone.policy.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestModelOrigin {

    @TempDir
    private Path folder;

    @Test
    void titleAndLicenceAreReadFromTheReadme() throws IOException {
        Files.writeString(folder.resolve("README.md"), "---\nlicense: apache-2.0\n---\n# A base\n");
        ModelOrigin origin = ModelOrigin.read(folder);
        assertThat(origin).isEqualTo(new ModelOrigin(Optional.of("apache-2.0"), Optional.of("A base")));
        assertThat(origin.text()).isEqualTo("A base; licence apache-2.0");
    }

    @Test
    void aLineOfTheReadmeCanNameTheLicence() throws IOException {
        Files.writeString(folder.resolve("README.md"), "# B\n\n- **Licence**: MIT, as the repository.\n");
        assertThat(ModelOrigin.read(folder).licence()).contains("MIT, as the repository.");
    }

    @Test
    void nothingIsKnownWithoutAReadme() {
        assertThat(ModelOrigin.read(folder).text()).isEqualTo("origin not stated; licence not stated");
    }

    @Test
    void aModelThatHoneTunedSaysWhatItWasTunedFrom() throws IOException {
        Files.writeString(
                folder.resolve("README.md"),
                "# warm-start\n\n- Name: `build/models/a` (A-135M, weights dequantised)\n");
        assertThat(ModelOrigin.read(folder).text())
                .startsWith("warm-start, tuned from A-135M, weights dequantised; licence");
    }
}
