package dev.hone.ingest.family.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.record.RecordRefused;
import org.junit.jupiter.api.Test;

class TestChatRowParser {

    private static final String TOOLS =
            "[ {\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"x\":{\"maximum\":1e5}}}}} ]";

    @Test
    void whatComesWithARowKeepsItsText() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse("{\"id\":\"s-1\", \"messages\":[{\"role\":\"Developer\",\"content\":\"S\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}],"
                + "\"reference_answer\" : {\"b\": 1.50, \"a\":[1e5, 0.10000000000000000001]} ,\"tools\":" + TOOLS
                + ",\"level\": 1.0 ,\"wei\\\"rd\":null}");
        assertThat(prompt.messages())
                .hasToString("[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"a\\nb\"}]");
        assertThat(prompt.referenceAnswer()).contains("{\"b\": 1.50, \"a\":[1e5, 0.10000000000000000001]}");
        assertThat(prompt.toolsText()).contains(TOOLS);
        assertThat(prompt.metadata()).isEqualTo("{\"id\":\"s-1\",\"level\":1.0,\"wei\\\"rd\":null}");
        assertThat(prompt.joinKey()).contains("s-1");
    }

    @Test
    void aReferenceThatIsATextIsKeptPlain() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],\"reference_answer\":\"4 \\\"apples\\\"\"}");
        assertThat(prompt.referenceAnswer()).contains("4 \"apples\"");
        assertThat(prompt.joinKey()).isEmpty();
    }

    @Test
    void anAnswerAtTheEndBecomesTheLoggedAnswer() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"bot\",\"content\":\"a\"}],\"tools\":null}");
        assertThat(prompt.messages()).hasToString("[{\"role\":\"user\",\"content\":\"q\"}]");
        assertThat(prompt.loggedAnswer()).contains("a");
        assertThat(prompt.tools()).isEmpty();
    }

    @Test
    void callsAndResultsOfToolsAreKept() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\","
                        + "\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"{\\\"x\\\": 1}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"\"}]}");
        assertThat(prompt.messages())
                .hasToString(
                        "[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":"
                                + "[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\": 1}\"}}]},"
                                + "{\"role\":\"tool\",\"content\":\"\",\"tool_call_id\":\"c1\"}]");
    }

    private static RecordOutcome.Prompt parse(String line) throws RecordRefused {
        return (RecordOutcome.Prompt) new ChatRowParser("id", true).parse(line);
    }
}
