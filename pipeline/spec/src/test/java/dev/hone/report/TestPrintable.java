package dev.hone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestPrintable {

    /** Renames the window, clears the screen by a C1 control, turns the line around, and rings the bell. */
    private static final String HOSTILE = "\u001b]0;owned\u0007 \u009b2J \u202eexe.txt \u2066x\u2069 \u0000";

    private static final String SHOWN = "\\u001b]0;owned\\u0007 \\u009b2J \\u202eexe.txt \\u2066x\\u2069 \\u0000";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream plain = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void controlsAreShownAsTheirEscapesAndTextsInAllWritingsStay() {
        assertThat(Printable.of(HOSTILE)).isEqualTo(SHOWN);
        String text = "Grüße, 世界 🙂\u200d🙂 שלום\n\tnext";
        assertThat(Printable.of(text)).isSameAs(text);
        assertThat(Printable.line("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
    }

    @Test
    void noWayToPrintGoesAroundTheStream() {
        PrintStream out = new PrintableStream(plain);
        Object object = Optional.of(HOSTILE);
        out.print(HOSTILE);
        out.println(HOSTILE);
        out.println(object);
        out.printf("%s", HOSTILE);
        out.append(HOSTILE);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(SHOWN + SHOWN + "\nOptional[" + SHOWN + "]\n" + SHOWN + SHOWN);
    }

    @Test
    void theLinesOfARunAreShownLikeThat() {
        new RunConsole(plain, false).line(HOSTILE);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(SHOWN + "\n");
    }
}
