package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.jobs.HoneProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.deploy.SparkSubmit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real main in a JVM of its own: what it prints and how it ends. */
class TestHoneProcess {

    @TempDir
    private Path folder;

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
        assertThat(ended.err())
                .isEqualTo(
                        "error: unknown option: '--dry-rum'. Did you mean --dry-run? hone train --help says what it takes\n");
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
    void aProgramReadsTheValuesOfASpecificationAsOneLineOfJson() throws Exception {
        Files.writeString(folder.resolve("right.yaml"), "run: a\ntrain: {batchSize: 16}\n");
        Ended ended = hone("check", "--spec", "right.yaml", "--json");
        assertThat(ended.out().lines()).hasSize(1);
        JsonNode check = new ObjectMapper().readTree(ended.out());
        assertThat(check.path("run").asText()).isEqualTo("a");
        assertThat(check.path("values").path("train.batchSize").path("value").asText())
                .isEqualTo("16");
        assertThat(hone("check", "--spec", "right.yaml", "--quiet").out())
                .startsWith("The specification of run a is right; its hash is ");
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
        HoneProcess process = new HoneProcess(folder);
        Ended ended = process.ended(process.start(
                SparkSubmit.class,
                Stream.concat(submit.stream(), query.stream()).toList()));
        assertThat(ended.err())
                .contains(
                        "error: The warehouse s3://closed/hone cannot be read. There are no credentials: docs/storage.md says where");
        assertThat(ended.code()).isEqualTo(75);
    }

    @Test
    void anUnknownOptionIsNamedAlsoWhereAnotherIsMissing() throws Exception {
        Ended ended = hone("train", "--sepc", "x.yaml");
        assertThat(ended.err()).startsWith("error: unknown option: '--sepc'. Did you mean --s");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void anOutputThatCannotBeWrittenIsNoSuccess() throws Exception {
        Files.writeString(folder.resolve("right.yaml"), "run: a\n");
        HoneProcess process = new HoneProcess(folder).withOutput(Path.of("/dev/full"));
        Ended ended = process.ended(process.start(Hone.class, List.of("check", "--spec", "right.yaml")));
        assertThat(ended.err()).startsWith("error: the standard output cannot be written: No space left on device.");
        assertThat(ended.code()).isEqualTo(75);
    }

    @Test
    void severalWarehousesAreNamedAndNoneIsChosen() throws Exception {
        Files.createDirectories(folder.resolve("build/one/warehouse"));
        Files.createDirectories(folder.resolve("build/two/warehouse"));
        Ended ended = hone("runs");
        assertThat(ended.err())
                .isEqualTo(
                        """
                        error: there are 2 warehouses below build/. Name one by --spec FILE or:
                          --warehouse build/one/warehouse
                          --warehouse build/two/warehouse
                        """);
        assertThat(ended.code()).isEqualTo(78);
    }

    private Ended hone(String... arguments) throws IOException, InterruptedException {
        return new HoneProcess(folder).hone(arguments);
    }
}
