package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.error.DivergedException;
import dev.hone.error.EndpointException;
import dev.hone.error.ModelException;
import dev.hone.error.NothingToDoException;
import dev.hone.error.StorageException;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class TestExitCodes {

    @Test
    void everyKindOfErrorHasItsCode() {
        assertThat(ExitCodes.of(new DataException("x"))).isEqualTo(65);
        assertThat(ExitCodes.of(new EndpointException("x"))).isEqualTo(69);
        assertThat(ExitCodes.of(new DivergedException("x"))).isEqualTo(70);
        assertThat(ExitCodes.of(new StorageException("x"))).isEqualTo(75);
        assertThat(ExitCodes.of(new ConfigException("x"))).isEqualTo(78);
        assertThat(ExitCodes.of(new ModelException("x"))).isEqualTo(78);
        assertThat(ExitCodes.of(new NothingToDoException("x"))).isEqualTo(99);
        assertThat(ExitCodes.of(new IllegalStateException("x"))).isEqualTo(1);
    }

    @Test
    void anErrorThatSparkHasWrappedKeepsItsCodeAndMessage() {
        RuntimeException wrapped = new IllegalStateException(
                "Job aborted",
                new RuntimeException("Task failed", new EndpointException("the judge is down. Start it")));
        assertThat(ExitCodes.of(wrapped)).isEqualTo(69);
        assertThat(reported(wrapped, false)).isEqualTo("error: the judge is down. Start it\n");
    }

    @Test
    void aRewardDefinitionThatIsWrongOnAnExecutorIsAMatterOfSettings() {
        assertThatThrownBy(() -> RewardFunctions.create(new RewardDefinition("of_a_jar", Map.of())))
                .satisfies(wrong -> {
                    SparkException failed = new SparkException("Job aborted due to stage failure", wrong);
                    assertThat(ExitCodes.of(failed)).isEqualTo(78);
                    assertThat(reported(failed, false))
                            .startsWith("error: the reward definition is wrong:\n")
                            .contains("unknown kind of reward: of_a_jar");
                });
    }

    @Test
    void aPathThatThisSparkHasNoFileSystemForIsAMatterOfSettings() {
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.s3.impl", "org.example.S3FileSystem");
        for (String path : List.of("gs://bucket/logs", "s3://bucket/logs")) {
            assertThatThrownBy(() -> new Path(path).getFileSystem(hadoop)).satisfies(thrown -> {
                StorageException wrapped = new StorageException("The source cannot be listed", thrown);
                assertThat(ExitCodes.of(wrapped)).isEqualTo(78);
                assertThat(reported(wrapped, false))
                        .startsWith("error: A path cannot be reached: ")
                        .contains("This Spark lacks the jars of that file system");
            });
        }
    }

    @Test
    void anUnforeseenErrorSaysWhereItOccurred() {
        IllegalStateException unforeseen = new IllegalStateException("odd");
        assertThat(reported(unforeseen, false))
                .startsWith("error: unexpected java.lang.IllegalStateException: odd\n  at dev.hone.jobs.TestExitCodes.")
                .doesNotContain("org.junit");
        assertThat(reported(unforeseen, true)).contains("org.junit");
    }

    private static String reported(Throwable thrown, boolean verbose) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Commands.report(thrown, verbose, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
