package dev.hone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TestRunConsole {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long seconds;
    private long millis;

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
                .endsWith("\r\u001b[2K⠋ [" + "█".repeat(10) + "·".repeat(20) + "] 1/3  step 2: sampling  0m05s");
        console.line("step 2/3");
        assertThat(printed()).contains("\r\u001b[2Kstep 2/3\n");
        console.done();
        assertThat(printed()).endsWith("\r\u001b[2K");
    }

    @Test
    void whatIsDoneNextBeginsWithoutTheBarOfWhatIsDone() {
        RunConsole console = new RunConsole(out, new Terminal(true, false, 80), () -> 0);
        assertThat(console.<String>during("ingesting", () -> {
                    console.progress(2, 8);
                    return "prompts";
                }))
                .isEqualTo("prompts");
        bytes.reset();
        console.doing("exporting");
        assertThat(printed()).isEqualTo("\r\u001b[2K⠋ exporting  0m00s");
    }

    @Test
    void theSpinnerTurnsAndALongLineIsCutToTheWidth() {
        RunConsole console = new RunConsole(out, new Terminal(true, false, 19), () -> millis * 1_000_000);
        console.doing("evaluating 2,000 prompts");
        millis = 100;
        console.tick();
        assertThat(printed()).isEqualTo("\r\u001b[2K⠋ evaluating 2,000\r\u001b[2K⠙ evaluating 2,000");
    }

    @Test
    void coloursSayHowTheRewardMovesAndWhatWentWrongAndNoControlOfATextReachesTheTerminal() {
        RunConsole colourful = new RunConsole(out, new Terminal(true, true, 80), () -> 0);
        colourful.step(step(0.25, 0.5, 0));
        assertThat(printed())
                .contains("reward 0.250\u001b[33m (-0.250)\u001b[0m")
                .contains("  errors 0/16  ");
        colourful.step(step(0.5, 0.25, 3));
        assertThat(printed())
                .contains("reward 0.500\u001b[32m (+0.250)\u001b[0m")
                .contains("\u001b[31merrors 3/16\u001b[0m");
        bytes.reset();
        colourful.line("warning: \u001b]0;owned\u0007");
        assertThat(printed()).isEqualTo("\r\u001b[2K\u001b[33mwarning:\u001b[0m \\u001b]0;owned\\u0007\n");
        bytes.reset();
        colourful.doing("scoring \u001b[2J\n");
        assertThat(printed()).endsWith("/3  scoring \\u001b[2J\\n  0m00s");
        bytes.reset();
        RunConsole log = new RunConsole(out, Terminal.NONE, () -> 0);
        log.step(step(0.5, 0.25, 3));
        assertThat(printed()).doesNotContain("\u001b").contains("reward 0.500 (+0.250)  kl");
    }

    private static StepLine step(double reward, double before, int errors) {
        return new StepLine(
                1,
                3,
                reward,
                OptionalDouble.of(before),
                OptionalDouble.empty(),
                7,
                errors,
                16,
                0,
                4,
                0,
                1.5,
                3,
                OptionalDouble.empty(),
                0,
                OptionalDouble.empty());
    }

    private RunConsole console(boolean terminal) {
        return new RunConsole(
                out, terminal ? new Terminal(true, false, 80) : Terminal.NONE, () -> TimeUnit.SECONDS.toNanos(seconds));
    }

    private void at(RunConsole console, long second) {
        seconds = second;
        console.tick();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
