package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestAirflowDag {

    @Test
    void itsOwnTestsPass() throws Exception {
        Process python = start("-c", "");
        assumeTrue(python.waitFor() == 0, "skipped: there is no python3 here");

        Process tests = start("-B", "scripts/airflow/test_hone_dag.py");
        String output = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tests.waitFor()).as(output).isZero();
    }

    private static Process start(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 2];
        command[0] = "env"; // which says 127 where there is none
        command[1] = "python3";
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return new ProcessBuilder(command)
                .directory(Path.of(System.getProperty("hone.repository")).toFile())
                .redirectErrorStream(true)
                .start();
    }
}
