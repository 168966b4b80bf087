package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TestOutputOptions {

    private static final ObjectNode FIELDS =
            JsonNodeFactory.instance.objectNode().put("run", "mail");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aPersonReadsWhatIsSaidAndTheResult() {
        assertThat(printed()).isEqualTo("on the way\nresult\n");
        assertThat(printedWhatWasSaid()).isEqualTo("on the way\n");
    }

    @Test
    void aProgramReadsOneLineOfJson() {
        assertThat(printed("--json")).isEqualTo("{\"run\":\"mail\"}\n");
        assertThat(printed("--json", "--quiet")).isEqualTo("{\"run\":\"mail\"}\n");
        assertThat(printedWhatWasSaid("--json")).isEqualTo("{\"run\":\"mail\"}\n");
    }

    @Test
    void quietLeavesTheResult() {
        assertThat(printed("--quiet")).isEqualTo("result\n");
        assertThat(printedWhatWasSaid("--quiet")).isEqualTo("result\n");
    }

    private String printed(String... arguments) {
        OutputOptions options = options(arguments);
        options.result(out, "result\n", () -> FIELDS);
        return taken();
    }

    private String printedWhatWasSaid(String... arguments) {
        OutputOptions options = options(arguments);
        options.resultSaid(out, "result\n", () -> FIELDS);
        return taken();
    }

    private OutputOptions options(String... arguments) {
        OutputOptions options = CommandLine.populateCommand(new OutputOptions(), arguments);
        options.messages(out).println("on the way");
        return options;
    }

    private String taken() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }
}
