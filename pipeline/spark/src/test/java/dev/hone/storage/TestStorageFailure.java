package dev.hone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestStorageFailure {

    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsToldWithThePathAndWhatToDo() {
        Exception full = new IllegalStateException(
                "[TASK_WRITE_FAILED] Task failed while writing rows to file:/data/my tables/rollouts. SQLSTATE: 58030",
                new IOException("No space left on device"));
        assertThat(StorageFailure.in(full)).hasValueSatisfying(failure -> assertThat(failure)
                .hasMessage("The storage failed at /data/my tables/rollouts. The disk is full: make space, then run"
                        + " again. What was committed stays. The cause: No space left on device"));
        assertThat(StorageFailure.in(new FileSystemException("/data/x", null, "Disk quota exceeded")))
                .hasValueSatisfying(failure ->
                        assertThat(failure).hasMessageStartingWith("The storage failed at /data/x. The disk is full"));
    }

    @Test
    void aLocalPathThatMayNotBeReadIsNoMatterOfCredentials() {
        for (IOException denied : new IOException[] {
            new FileNotFoundException("/data/logs/a.json (Permission denied)"),
            new AccessDeniedException("/data/logs/a.json")
        }) {
            assertThat(StorageFailure.of("The file /data/logs/a.json cannot be read", denied, "Nothing was written."))
                    .hasMessageContaining("Permission denied: the user " + System.getProperty("user.name"))
                    .hasMessageNotContaining("credentials");
        }
    }

    @Test
    void whatS3RefusesStaysAMatterOfCredentials() {
        IOException denied = new AccessDeniedException("s3a://bucket/key", null, "AccessDenied");
        denied.initCause(software.amazon.awssdk.core.exception.SdkClientException.create("403"));
        assertThat(StorageFailure.of("The file cannot be read", denied, "Nothing was written."))
                .hasMessageContaining("The credentials do not allow it");
    }

    @Test
    void anErrorOfSomethingElseIsNotOfTheStorage() {
        assertThat(StorageFailure.in(new IllegalStateException("x", new IOException("no such luck"))))
                .isEmpty();
    }

    @Test
    void foldersAndFilesThatMayNotBeReadAreDenied() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file))
                .as("the system's administrator may read everything")
                .isFalse();
        Configuration configuration = new Configuration();
        configuration.setClass("fs.file.impl", ForklessLocalFileSystem.class, FileSystem.class);
        try (FileSystem files = FileSystem.newInstance(folder.toUri(), configuration)) {
            assertThatThrownBy(() -> files.open(new org.apache.hadoop.fs.Path(file.toUri())))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessage(file + ": Permission denied");
            assertThatThrownBy(() -> files.listStatus(new org.apache.hadoop.fs.Path(closed.toUri())))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessage(closed + ": Permission denied");
            assertThatThrownBy(() -> files.mkdirs(new org.apache.hadoop.fs.Path(closed.toUri() + "/a/b")))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessage(closed + ": Permission denied");
        }
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
}
