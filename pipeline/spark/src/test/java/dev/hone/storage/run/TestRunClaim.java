package dev.hone.storage.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
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
                new org.apache.hadoop.fs.Path(folder.resolve("drivers").toString()), "r", configuration());
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(false);
        configuration.setClass("fs.file.impl", WholeFiles.class, FileSystem.class);
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return configuration;
    }

    /** Files without checksums and modes beside them: as in a store, one that another driver deletes fails nobody who just wrote it. */
    public static final class WholeFiles extends RawLocalFileSystem {
        @Override
        public void setPermission(org.apache.hadoop.fs.Path path, FsPermission permission) {}
    }
}
