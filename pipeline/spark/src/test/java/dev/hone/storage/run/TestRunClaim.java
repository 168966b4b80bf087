package dev.hone.storage.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunClaim {

    @TempDir
    private Path folder;

    @Test
    void theDriverThatBeganLastHasTheRun() {
        RunClaim first = claim();
        first.requireHeld();
        RunClaim second = claim();
        second.requireHeld();
        assertThat(first.isHeld()).isFalse();
        assertThatThrownBy(first::requireHeld)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("taken over by another driver (process "
                        + ProcessHandle.current().pid() + "@")
                .hasMessageContaining("so this one stops");
        second.close();
        assertThat(first.isHeld()).as("also when the other one has ended").isFalse();
        assertThat(claim().isHeld()).isTrue();
    }

    @Test
    void ofDriversThatBeginAtOnceOneHasTheRun() {
        List<RunClaim> claims =
                IntStream.range(0, 8).parallel().mapToObj(driver -> claim()).toList();
        assertThat(claims.stream().filter(RunClaim::isHeld)).hasSize(1);
    }

    private RunClaim claim() {
        return RunClaim.make(
                new org.apache.hadoop.fs.Path(folder.resolve("drivers").toString()), "r", new Configuration());
    }
}
