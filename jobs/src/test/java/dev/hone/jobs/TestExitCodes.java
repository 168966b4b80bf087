package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.error.DivergedException;
import dev.hone.error.EndpointException;
import dev.hone.error.ModelException;
import dev.hone.error.NothingToDoException;
import dev.hone.error.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
