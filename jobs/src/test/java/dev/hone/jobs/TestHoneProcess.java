package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.deploy.SparkSubmit;
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
                .contains("seed 9 --set", "train.batchSize 16 right.yaml:2", "train.trainingSamplePerPrompt 8 default");
        assertThat(ended.code()).isZero();
    }

    @Test
    void aQueryWithoutTablesEndsWith78BeforeSparkStarts() throws Exception {
        Ended ended = hone("sql", "--warehouse", "nowhere", "select 1");
        assertThat(ended.err()).startsWith("error: there is no warehouse at nowhere, seen from ");
        assertThat(ended.code()).isEqualTo(78);
    }

    @Test
    void aStorageThatNobodyMayReadEndsWith75AndWhatToDoUnderSparkSubmitToo() throws Exception {
        List<String> submit = List.of("--master", "local[1]", "--class", Hone.class.getName(), "spark-internal");
        List<String> query = List.of("sql", "--warehouse", "s3://closed/hone", "select * from steps");
        Ended ended = java(SparkSubmit.class, Stream.concat(submit.stream(), query.stream()));
        assertThat(ended.err())
                .contains("error: The storage failed. There are no credentials: docs/storage.md says where");
        assertThat(ended.code()).isEqualTo(75);
    }

    private Ended hone(String... arguments) throws IOException, InterruptedException {
        return java(Hone.class, Stream.of(arguments));
    }

    /** Runs a main class as this JVM runs, where nothing gives credentials away. */
    private Ended java(Class<?> main, Stream<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .toList());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Duser.home=" + folder, "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        arguments.forEach(command::add);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        Process process = builder.directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = process.waitFor();
        return new Ended(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
