package dev.hone.ingest.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.ingest.family.gemini.GeminiRowParser;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.settings.ingest.RowColumns;
import dev.hone.settings.ingest.SourceFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestTableRowParser {

    @Test
    void partsThatAreKeptAsTextsKeepTheirSpellingToTheLetter() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                SourceFormat.TABLE,
                "{\"prompt\":\"q\",\"z\":1.50,\"a\": { \"y\" : 1e2,\"x\":[ ] },"
                        + "\"reference_answer\":{ \"b\":2.0, \"a\": 1e-7 },\"tools\": [ {\"function\":{\"name\":\"f\",\"n\":1.10}} ]}");
        assertThat(prompt.referenceAnswer()).contains("{ \"b\":2.0, \"a\": 1e-7 }");
        assertThat(prompt.toolsText()).contains("[ {\"function\":{\"name\":\"f\",\"n\":1.10}} ]");
        assertThat(prompt.metadata()).isEqualTo("{\"z\":1.50,\"a\":{ \"y\" : 1e2,\"x\":[ ] }}");
    }

    @Test
    void columnsMayHaveOtherNamesAndLieInObjectsAndTheirTexts() throws RecordRefused {
        RowColumns columns = new RowColumns("chat.turns", "question", "rules", "tools", "info.gold", "best");
        RecordOutcome.Prompt prompt = parse(
                columns,
                "{\"question\":7,\"rules\":\"S\",\"info\":\"{\\\"gold\\\": 4.0}\",\"best\":\"five\",\"prompt\":\"p\"}");
        assertThat(prompt.messages())
                .hasToString("[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"7\"}]");
        assertThat(prompt.referenceAnswer()).contains("4.0");
        assertThat(prompt.loggedAnswer()).contains("five");
        assertThat(prompt.metadata()).isEqualTo("{\"info\":\"{\\\"gold\\\": 4.0}\",\"prompt\":\"p\"}");

        RecordOutcome.Prompt turns =
                parse(columns, "{\"chat\":{\"turns\":[{\"role\":\"user\",\"content\":\"q\"}]},\"question\":\"p\"}");
        assertThat(turns.messages()).hasToString("[{\"role\":\"user\",\"content\":\"q\"}]");
        assertThat(turns.metadata()).contains("\"question\":\"p\"");
    }

    @Test
    void anAnswerAtTheEndComesBeforeThatOfAColumnWhichIsKept() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                SourceFormat.TABLE,
                "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"a\"}],"
                        + "\"logged_answer\":\"b\"}");
        assertThat(prompt.loggedAnswer()).contains("a");
        assertThat(prompt.metadata()).isEqualTo("{\"logged_answer\":\"b\"}");
    }

    @Test
    void anAnswerOfWeightZeroIsNotKeptAndItsPromptIs() throws RecordRefused {
        String row =
                "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"bad\",\"weight\":%s},"
                        + "{\"role\":\"user\",\"content\":\"r\"},{\"role\":\"assistant\",\"content\":\"a\",\"weight\":%s,"
                        + "\"tool_calls\":[{\"function\":{\"name\":\"f\"}}]}]}";
        for (SourceFormat format : List.of(SourceFormat.OPENAI_JSONL, SourceFormat.TABLE)) {
            for (String zero : List.of("0", "0.0")) {
                RecordOutcome.Prompt prompt = parse(format, String.format(row, "1", zero));
                assertThat(prompt.messages()).hasSize(3);
                assertThat(prompt.loggedAnswer()).isEmpty();
                assertThat(prompt.metadata()).isEqualTo("{}");
            }
            RecordOutcome.Prompt kept = parse(format, String.format(row, "0", "1"));
            assertThat(kept.loggedAnswer())
                    .as("only the last one's weight counts")
                    .contains("a");
            assertThat(kept.metadata()).contains("logged_tool_calls");
        }
    }

    @Test
    void namesOfMediaAsTextsOfARowAreMetadata() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                SourceFormat.TABLE,
                "{\"prompt\":\"q\",\"image\":\"nginx:1.2\",\"images\":[],\"videos\":null,\"audio\":{\"seconds\":0}}");
        assertThat(prompt.metadata()).contains("nginx:1.2");
    }

    @Test
    void emptyReferencesAndToolsAreNone() throws RecordRefused {
        for (String empty : new String[] {"\"\"", "\" \"", "[]", "{}", "null"}) {
            RecordOutcome.Prompt prompt =
                    parse(SourceFormat.TABLE, "{\"prompt\":\"q\",\"reference_answer\":" + empty + ",\"tools\":\"[]\"}");
            assertThat(prompt.referenceAnswer()).isEmpty();
            assertThat(prompt.tools()).isEmpty();
            assertThat(prompt.toolsText()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
            TABLE         ~ missing_messages   ~ {"question":"q"}
            TABLE         ~ missing_messages   ~ {"prompt":null}
            TABLE         ~ blank_content      ~ {"prompt":" "}
            TABLE         ~ missing_messages   ~ {"messages":"[{"}
            TABLE         ~ missing_messages   ~ {"messages":"hi"}
            TABLE         ~ invalid_tools      ~ {"prompt":"q","tools":"{}"}
            TABLE         ~ invalid_tools      ~ {"prompt":"q","tools":"f(x)"}
            TABLE         ~ invalid_tools      ~ {"prompt":"q","tools":[{"name":"f"}]}
            OPENAI_JSONL  ~ ends_with_assistant ~ {"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"},{"role":"assistant","content":"b"}]}
            OPENAI_JSONL  ~ not_text_only      ~ {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]}
            OPENAI_JSONL  ~ invalid_role       ~ {"messages":[{"role":"function","content":"q"}]}
            VERL          ~ missing_messages   ~ {"data_source":"d"}
            VERL          ~ not_text_only      ~ {"prompt":[{"role":"user","content":[{"type":"image"}]}]}
            VERL          ~ not_text_only      ~ {"prompt":[{"role":"user","content":"<image>What?"}],"images":[{"bytes":"iVBOR"}]}
            VERL          ~ not_text_only      ~ {"prompt":[{"role":"user","content":"<video>What?"}],"videos":[{"path":"a.mp4"}]}
            TABLE         ~ not_text_only      ~ {"prompt":"q","picture":{"bytes":"iVBOR","path":"a.png"}}
            TABLE         ~ not_text_only      ~ {"prompt":"q","images":["a.png"]}
            TABLE         ~ not_text_only      ~ {"messages":[{"role":"user","content":"q","images":["iVBOR"]}]}
            OPENAI_JSONL  ~ not_text_only      ~ {"messages":[{"role":"user","content":"q"},{"role":"assistant","audio":{"id":"a"}},{"role":"user","content":"q"}]}
            OPENAI_JSONL  ~ not_text_only      ~ {"messages":[{"role":"user","content":[{"type":"image","text":"","image":"iVBOR"}]}]}
            OPENAI_JSONL  ~ not_text_only      ~ {"messages":[{"role":"user","content":[{"text":"q","image_url":{"url":"u"}}]}]}
            GEMINI_JSONL  ~ not_text_only      ~ {"contents":[{"role":"user","parts":[{"text":"q","inline_data":{"mime_type":"image/png"}}]}]}
            GEMINI_JSONL  ~ missing_messages   ~ {"systemInstruction":{"parts":[{"text":"S"}]}}
            GEMINI_JSONL  ~ not_text_only      ~ {"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png"}}]}]}
            GEMINI_JSONL  ~ unsupported_block  ~ {"contents":[{"role":"user","parts":[{"executableCode":{}}]}]}
            GEMINI_JSONL  ~ unsupported_block  ~ {"contents":[{"role":"user","parts":[{"text":"q"}]}],"tools":[{"googleSearch":{}}]}
            GEMINI_JSONL  ~ blank_content      ~ {"contents":[{"role":"user","parts":[]}]}
            GEMINI_JSONL  ~ invalid_role       ~ {"contents":[{"role":"narrator","parts":[{"text":"q"}]}]}
            GEMINI_JSONL  ~ invalid_tool_calls ~ {"contents":[{"role":"model","parts":[{"functionCall":{}}]}]}
            """)
    void aRowThatCannotBeAPromptIsRefused(SourceFormat format, String code, String row) {
        assertThatThrownBy(() -> parse(format, row)).isInstanceOfSatisfying(RecordRefused.class, refused -> assertThat(
                        refused.reason().code())
                .as(refused.getMessage())
                .isEqualTo(code));
    }

    private static RecordOutcome.Prompt parse(SourceFormat format, String row) throws RecordRefused {
        RecordParser parser = format == SourceFormat.GEMINI_JSONL
                ? new GeminiRowParser("requestId", true)
                : new TableRowParser(format.name().toLowerCase(Locale.ROOT), RowColumns.of(format), "requestId", true);
        return (RecordOutcome.Prompt) parser.parse(row);
    }

    private static RecordOutcome.Prompt parse(RowColumns columns, String row) throws RecordRefused {
        return (RecordOutcome.Prompt) new TableRowParser("table", columns, "requestId", true).parse(row);
    }
}
