package dev.hone.reward.grader.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TestSqlMemory {

    @Test
    void aHugeResultEndsAsThatOfItsRowAndFillsNoMemory() throws Exception {
        List<String> lines = lines("-Xmx256m", "-XX:+ExitOnOutOfMemoryError");

        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).contains("reward=OptionalDouble[0.0]", "the query is refused: it takes more than");
        assertThat(lines.get(1)).contains("reward=OptionalDouble.empty", "the reference query gives no rows");
        assertThat(lines.get(2)).contains("reward=OptionalDouble[1.0]");
        assertThat(lines.get(3)).isEqualTo("the bystander lives");
    }

    private static List<String> lines(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                GreedyQueries.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
