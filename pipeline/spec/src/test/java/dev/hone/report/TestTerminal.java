package dev.hone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestTerminal {

    private static final Path SCREEN = Path.of("/dev/pts/3");

    @Test
    void aTerminalIsKnownByItsDevice() {
        Map<String, String> xterm = Map.of("TERM", "xterm", "COLUMNS", "132");
        assertThat(Terminal.of(SCREEN, xterm)).isEqualTo(new Terminal(true, true, 132));
        assertThat(Terminal.of(Path.of("/dev/tty1"), xterm).interactive()).isTrue();
        for (String other : new String[] {"/tmp/log", "pipe:[4711]", "/dev/null", "/dev/pts"}) {
            assertThat(Terminal.of(Path.of(other), xterm)).as(other).isEqualTo(Terminal.NONE);
        }
    }

    @Test
    void noColorAndADumbTerminalAreHonoured() {
        assertThat(Terminal.of(SCREEN, Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isEqualTo(new Terminal(true, false, 80));
        assertThat(Terminal.of(SCREEN, Map.of("TERM", "xterm", "NO_COLOR", "")).colour())
                .as("an empty value asks for nothing")
                .isTrue();
        assertThat(Terminal.of(SCREEN, Map.of("TERM", "dumb"))).isEqualTo(Terminal.NONE);
        assertThat(Terminal.of(SCREEN, Map.of())).isEqualTo(Terminal.NONE);
    }
}
