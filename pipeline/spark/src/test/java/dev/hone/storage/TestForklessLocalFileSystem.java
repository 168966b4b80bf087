package dev.hone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestForklessLocalFileSystem {

    private static final String PREFIX = "spark.hadoop.";

    @TempDir
    java.nio.file.Path folder;

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        ForklessLocalFileSystem.sparkSettings()
                .forEach((key, value) -> configuration.set(key.substring(PREFIX.length()), value));
        return configuration;
    }

    private Path path(String name) {
        return new Path(folder.resolve(name).toUri());
    }

    @Test
    void hadoopTakesItForBothOfItsFaces() throws Exception {
        FileSystem files = FileSystem.newInstance(URI.create("file:///"), configuration());
        assertThat(files).isInstanceOf(ForklessLocalFileSystem.class);
        assertThat(FileContext.getFileContext(URI.create("file:///"), configuration())
                        .getDefaultFileSystem())
                .isInstanceOf(ForklessLocalFs.class);
    }

    @Test
    void permissionsReachTheDisk() throws Exception {
        FileSystem files = FileSystem.newInstance(URI.create("file:///"), configuration());
        try (var out = files.create(path("a"))) {
            out.writeByte(1);
        }
        files.setPermission(path("a"), new FsPermission("640"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rw-r-----");
        files.setPermission(path("."), new FsPermission("1777"));
        assertThat(files.getFileStatus(path(".")).getPermission().getStickyBit())
                .isTrue();
    }

    @Test
    void aRenameThatDeltaCommitsWithNeverReplacesAFile() throws Exception {
        FileContext context = FileContext.getFileContext(URI.create("file:///"), configuration());
        write(context, "first");
        context.rename(path("first"), path("commit"));
        write(context, "second");
        assertThatThrownBy(() -> context.rename(path("second"), path("commit")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readString(folder.resolve("commit"))).isEqualTo("first");
        assertThatThrownBy(() -> context.rename(path("nowhere"), path("other")))
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void linksAreToldFromFiles() throws Exception {
        FileSystem files = FileSystem.newInstance(URI.create("file:///"), configuration());
        Files.writeString(folder.resolve("target"), "here");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
        assertThat(files.getFileLinkStatus(path("link")).isSymlink()).isTrue();
        assertThat(files.getFileLinkStatus(path("target")).isSymlink()).isFalse();
    }

    private void write(FileContext context, String name) throws Exception {
        try (var out = context.create(path(name), EnumSet.of(CreateFlag.CREATE), CreateOpts.createParent())) {
            out.write(name.getBytes(StandardCharsets.UTF_8));
        }
    }
}
