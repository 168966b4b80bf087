package dev.hone.grader.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.hone.reward.RewardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPythonEnvironment {

    /** Needs no package index. */
    private static final RewardFile NOTHING = new RewardFile("requirements.txt", "# nothing\n");

    @TempDir
    Path environments;

    @BeforeEach
    void needsVenv() throws IOException {
        assumeThat(ToolRun.of(60, "python3", "-c", "import ensurepip, venv").exitCode())
                .as("python3 has no venv: apt-get install python3-venv")
                .isZero();
    }

    @Test
    void anEnvironmentIsMadeOnceAndAnewWhereItWasCutShort() throws Exception {
        PythonInterpreter base = PythonInterpreter.find("python3");
        String key = PythonEnvironment.key(base, NOTHING);
        Path leftover = Files.createFile(
                Files.createDirectories(environments.resolve(key)).resolve("leftover"));

        CompletableFuture<PythonInterpreter> other = CompletableFuture.supplyAsync(() -> of(base));
        PythonInterpreter first = of(base);

        assertThat(other.get()).isEqualTo(first);
        assertThat(first.executable()).isEqualTo(environments.resolve(key).resolve("bin/python"));
        assertThat(first.readable()).contains(environments.resolve(key));
        assertThat(leftover).doesNotExist();
    }

    @Test
    void whatPipSaysIsTheProblemAndNothingIsLeftThatCountsAsWhole() throws Exception {
        PythonInterpreter base = PythonInterpreter.find("python3");
        RewardFile wrong = new RewardFile("requirements.txt", "./no/such/package\n");

        assertThatThrownBy(() -> PythonEnvironment.of(base, wrong, environments))
                .isInstanceOf(PythonException.class)
                .hasMessageContaining("requirements.txt")
                .hasMessageContaining("no/such/package");
        try (Stream<Path> files = Files.walk(environments)) {
            assertThat(files.filter(file -> file.endsWith("hone-complete"))).isEmpty();
        }
    }

    private PythonInterpreter of(PythonInterpreter base) {
        try {
            return PythonEnvironment.of(base, NOTHING, environments);
        } catch (PythonException e) {
            throw new AssertionError(e);
        }
    }
}
