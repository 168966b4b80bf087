package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real main in a JVM of its own: what it prints and how it ends. */
class TestHoneProcess {

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    @Test
    void aWrongSpecificationEndsWith78AndEveryProblem() throws Exception {
        Files.writeString(folder.resolve("wrong.yaml"), "run: a\ntrain:\n  lerningRate: 1\n  batchSize: x\n");
        Ended ended = hone("train", "--spec", "wrong.yaml");
        assertThat(ended.err())
                .isEqualTo(
                        """
                        error: wrong.yaml has 4 problems:
                        wrong.yaml:1: model: is missing. Add model: the base model
                        wrong.yaml:1: reward: is missing. Add reward: what a completion is worth: kind, and the parameters of that kind
                        wrong.yaml:3: train.lerningRate: there is no such key. Did you mean learningRate?
                        wrong.yaml:4: train.batchSize: must be a whole number, got 'x'. Write a whole number such as 32
                        """);
        assertThat(ended.code()).isEqualTo(78);
    }

    @Test
    void aWrongArgumentEndsWith2AndWhatWasMeant() throws Exception {
        Ended ended = hone("train", "--spec", "x.yaml", "--dry-rum");
        assertThat(ended.err()).isEqualTo("Unknown option: '--dry-rum'\nPossible solutions: --dry-run\n");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void aRightSpecificationIsPrintedWithItsDefaults() throws Exception {
        Files.writeString(folder.resolve("right.yaml"), "run: a\ntrain: {batchSize: 16}\n");
        Ended ended = hone("check", "--spec", "right.yaml", "--set", "seed=9");
        assertThat(ended.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("seed 9 --set", "train.batchSize 16 right.yaml:2", "train.epochCount 1 default");
        assertThat(ended.code()).isZero();
    }

    @Test
    void aQueryWithoutTablesEndsWith78BeforeSparkStarts() throws Exception {
        Ended ended = hone("sql", "--warehouse", "nowhere", "select 1");
        assertThat(ended.err()).startsWith("error: there is no warehouse at nowhere, seen from ");
        assertThat(ended.code()).isEqualTo(78);
    }

    private Ended hone(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Hone.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        return new Ended(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
