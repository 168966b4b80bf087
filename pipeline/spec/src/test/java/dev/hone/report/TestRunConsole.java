package dev.hone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TestRunConsole {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long seconds;

    @Test
    void aLogHasALineWhereNothingWasPrintedForHalfAMinute() {
        RunConsole console = console(false);
        console.doing("evaluating 200 prompts");
        at(console, 29);
        assertThat(printed()).isEmpty();
        at(console, 30);
        at(console, 31);
        assertThat(printed()).isEqualTo("… evaluating 200 prompts, for 0m30s\n");
        console.line("base: 50 %");
        console.done();
        at(console, 100);
        assertThat(printed()).endsWith("base: 50 %\n");
    }

    @Test
    void aTerminalShowsTheBarAndWhatIsDoneBelowTheLines() {
        RunConsole console = console(true);
        console.progress(1, 3);
        console.doing("step 2: sampling");
        at(console, 5);
        assertThat(printed())
                .endsWith("\r\u001b[2K[" + "█".repeat(10) + "·".repeat(20) + "] 1/3  step 2: sampling  0m05s");
        console.line("step 2/3");
        assertThat(printed()).contains("\r\u001b[2Kstep 2/3\n");
        console.done();
        assertThat(printed()).endsWith("\r\u001b[2K");
    }

    private RunConsole console(boolean terminal) {
        return new RunConsole(out, terminal, () -> TimeUnit.SECONDS.toNanos(seconds));
    }

    private void at(RunConsole console, long second) {
        seconds = second;
        console.tick();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
