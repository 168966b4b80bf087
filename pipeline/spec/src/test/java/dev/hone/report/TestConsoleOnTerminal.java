package dev.hone.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose output is a terminal, made by script(1). */
class TestConsoleOnTerminal {

    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    private Path folder;

    /** The program that is shown. */
    static final class Program {
        public static void main(String[] args) {
            RunConsole console = RunConsole.standard();
            console.doing("step 1: sampling");
            console.line("warning: \u001b[2Jlook");
            console.done();
        }
    }

    @BeforeEach
    void scriptIsThere() {
        assumeTrue(Files.isExecutable(SCRIPT), "script(1) is not installed, so no terminal can be made");
    }

    @Test
    void aTerminalGetsTheSpinnerAndColours() throws Exception {
        assertThat(onTerminal(Map.of("TERM", "xterm")))
                .contains("\r\u001b[2K⠋ step 1: sampling  0m00s")
                .contains("\u001b[33mwarning:\u001b[0m \\u001b[2Jlook");
    }

    @Test
    void noColorKeepsTheSpinnerAlone() throws Exception {
        assertThat(onTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .contains("⠋ step 1: sampling")
                .contains("warning: \\u001b[2Jlook")
                .doesNotContain("\u001b[33m");
    }

    @Test
    void aDumbTerminalGetsLines() throws Exception {
        assertThat(onTerminal(Map.of("TERM", "dumb")).strip()).isEqualTo("warning: \\u001b[2Jlook");
    }

    private String onTerminal(Map<String, String> environment) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(
                        SCRIPT.toString(),
                        "-qec",
                        java + " -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8 -cp '" + classes + "' '"
                                + Program.class.getName() + "'",
                        "/dev/null")
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile());
        builder.environment().remove("NO_COLOR");
        builder.environment().putAll(environment);
        assertThat(builder.start().waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
