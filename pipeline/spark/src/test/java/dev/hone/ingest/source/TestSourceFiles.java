package dev.hone.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hone.error.DataException;
import dev.hone.error.StorageException;
import dev.hone.ingest.file.Records;
import dev.hone.ingest.report.IngestChecks;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.SourceFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TestSourceFiles {

    @TempDir
    private Path folder;

    @Test
    void whatIsNoFileIsNamedAndNotRead() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("a.jsonl"), "{}");
        Path days = Files.createDirectories(folder.resolve("days"));
        Files.writeString(days.resolve("b.jsonl"), "{}");
        Files.createSymbolicLink(days.resolve("up"), folder);
        Files.createSymbolicLink(folder.resolve("gone.jsonl"), folder.resolve("nowhere"));
        Files.createSymbolicLink(folder.resolve("zero.jsonl"), Path.of("/dev/zero"));
        assumeTrue(run("mkfifo", folder.resolve("pipe.jsonl").toString()) == 0, "there are no pipes here: no mkfifo");

        for (String source : List.of(folder.toString(), folder + "/*")) {
            SourceFiles listed = list(source);
            assertThat(paths(listed)).contains("file:" + folder.resolve("a.jsonl"), "file:" + days.resolve("b.jsonl"));
            assertThat(listed.skippedFiles().noFiles())
                    .contains(
                            "file:" + folder.resolve("gone.jsonl") + " (a link whose target is missing)",
                            "file:" + folder.resolve("pipe.jsonl") + " (a named pipe, socket or device)",
                            "file:" + folder.resolve("zero.jsonl") + " (a named pipe, socket or device)");
        }
        assertThat(paths(list(folder.toString()))).as("each once").hasSize(2);
        assertThat(list(folder.toString()).skippedFiles().noFiles())
                .contains("file:" + days.resolve("up") + " (a link to a folder that it is in)");
        assertThatThrownBy(() -> list(folder.resolve("pipe.jsonl").toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("pipe.jsonl (a named pipe, socket or device) is no file that can be read");
    }

    @Test
    void linksToFilesAndNamesWithALineEndAreRead() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "{}");
        Files.createSymbolicLink(folder.resolve("link.jsonl"), target);
        Files.writeString(folder.resolve("two\nlines.jsonl"), "{}");
        Files.writeString(folder.resolve(".link.jsonl.crc"), "");
        SourceFiles listed = list(folder.toString());
        assertThat(paths(listed))
                .containsExactly("file:" + folder.resolve("link.jsonl"), "file:" + folder.resolve("two\nlines.jsonl"));
        assertThat(listed.skippedFiles().files()).isEqualTo(1);
    }

    @Test
    void patternsFindWhatHadoopFindsWithThem() throws IOException {
        for (String name : List.of("a1.jsonl", "a2.jsonl", "b1.jsonl", "x/c1.jsonl", "y/c2.jsonl", "[z].jsonl")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "{}");
        }
        for (String pattern : List.of(
                "*", "a?.jsonl", "[ab]1*", "{a,b}1.jsonl", "{x,y}/*", "{a1.jsonl,x/c1.jsonl}", "*/c2.jsonl", "[^a]*")) {
            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toString(), pattern);
            Set<String> hadoop = new java.util.TreeSet<>();
            for (var match : path.getFileSystem(new Configuration()).globStatus(path)) {
                if (match.isFile()) {
                    hadoop.add(match.getPath().toString());
                } else {
                    hadoop.addAll(paths(list(match.getPath().toString())));
                }
            }
            assertThat(paths(list(folder + "/" + pattern))).as(pattern).containsExactlyInAnyOrderElementsOf(hadoop);
        }
        assertThat(paths(list(folder + "/[z].jsonl")))
                .as("the file of that very name")
                .hasSize(1);
        assertThatThrownBy(() -> list(folder + "/nothing*")).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> list(folder + "/[a")).hasMessageContaining("is no pattern");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "xx_YY.not-installed"})
    void aNameBeyondTheLocaleFailsTheJobAndNamesTheFile(String locale) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"), "these tests run in a locale without UTF-8");
        Files.writeString(folder.resolve("a.jsonl"), "{}");
        Files.writeString(folder.resolve("m\u00fcller.jsonl"), "{}");
        List<String> sources = List.of(
                folder.toString(),
                folder + "/*.jsonl",
                folder.resolve("m\u00fcller.jsonl").toString());
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ListSources.class.getName(),
                Files.write(folder.resolve("sources.txt"), sources).toString());
        child.environment().put("LC_ALL", locale);
        Process process = child.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed.lines().filter(line -> line.startsWith("65 ")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .containsPattern("m(%C3%BC|\u00fc)ller.jsonl")
                        .contains("LC_ALL=C.UTF-8"));
        assertThat(paths(list(folder.toString()))).as("here").hasSize(2);
    }

    @Test
    void aNameThatIsNoUtf8FailsTheJobUnlessItWouldNotBeRead() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("a.jsonl"), "{}");
        assumeTrue(touch("note\\374.txt"), "this file system takes no such names");
        SourceFiles listed = list(folder.toString());
        assertThat(paths(listed)).hasSize(1);
        assertThat(listed.skippedFiles().examples()).singleElement().asString().endsWith("note%FC.txt");
        touch("m\\374ller.jsonl");
        assertThatThrownBy(() -> list(folder.toString()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("m%FCller.jsonl")
                .hasMessageContaining("rename what is not UTF-8");
    }

    @Test
    void whatMayNotBeReadFailsTheJobWithItsPath() throws IOException {
        Path file = Files.writeString(folder.resolve("closed.jsonl"), "{}");
        Path below = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(file, Set.of());
        Files.setPosixFilePermissions(below, Set.of());
        try {
            assumeFalse(Files.isReadable(file), "this user may read everything");
            assertThatThrownBy(() -> list(folder.toString()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(below + ": Permission denied");
            assertThatThrownBy(() -> Records.open(file.toString(), 1000, new Configuration()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(file + ": Permission denied");
        } finally {
            Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aFileThatWasListedAndNotReadIsMissed() {
        List<SourceFile> listed = List.of(
                new SourceFile(0, "a.jsonl", SourceFormat.CHAT_JSONL, 1, ""),
                new SourceFile(0, "b.jsonl", SourceFormat.CHAT_JSONL, 1, ""));
        IngestChecks.requireRead(listed, Set.of("a.jsonl", "b.jsonl"));
        assertThatThrownBy(() -> IngestChecks.requireRead(listed, Set.of("a.jsonl")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("1 of 2 files were listed and not read, such as b.jsonl.");
    }

    /** Lists the sources that a file names, in a process of its own with another locale. */
    static final class ListSources {

        private ListSources() {}

        public static void main(String[] arguments) throws IOException {
            for (String source : Files.readAllLines(Path.of(arguments[0]))) {
                try {
                    System.out.println(paths(list(source)));
                } catch (DataException e) {
                    System.out.println(e.exitCode() + " " + e.getMessage());
                }
            }
        }
    }

    private static SourceFiles list(String path) {
        return SourceFiles.list(List.of(new PromptSource(path, SourceFormat.CHAT_JSONL)), new Configuration());
    }

    private static List<String> paths(SourceFiles listed) {
        return listed.files().stream().map(SourceFile::path).toList();
    }

    private boolean touch(String octal) throws IOException, InterruptedException {
        return run("sh", "-c", "touch \"$0/$(printf '" + octal + "')\"", folder.toString()) == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            return 127;
        }
    }
}
