package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import dev.hone.ingest.dedup.DuplicateReason;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.log.LogRecordParser;
import dev.hone.ingest.log.LogRecords;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.settings.ingest.SourceFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TestRefusals {

    private static final String USER = "{\"role\":\"user\",\"content\":\"q\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            textBlock =
                    """
            invalid_json           ~ {"messages":[
            invalid_json           ~ nonsense
            invalid_json           ~ {"messages":[]} {"messages":[]}
            invalid_json           ~ {"id":"a","id":"b","messages":[]}
            not_an_object          ~ [1,2]
            not_an_object          ~ "text"
            not_an_object          ~ null
            missing_messages       ~ {}
            missing_messages       ~ {"messages":[]}
            missing_messages       ~ {"messages":"hi"}
            missing_messages       ~ {"messages":null}
            invalid_message        ~ {"messages":["hi"]}
            invalid_message        ~ {"messages":[{"role":"user","content":{}}]}
            invalid_message        ~ {"messages":[{"role":"user","content":[]}]}
            unknown_message_field  ~ {"messages":[{"role":"user","content":"q","name":"ann"}]}
            invalid_role           ~ {"messages":[{"role":"narrator","content":"q"}]}
            invalid_role           ~ {"messages":[{"content":"q"}]}
            misplaced_system       ~ {"messages":[USER,{"role":"system","content":"s"},USER]}
            blank_content          ~ {"messages":[{"role":"user","content":"  "}]}
            blank_content          ~ {"messages":[{"role":"user"}]}
            no_user_turn           ~ {"messages":[{"role":"system","content":"s"}]}
            no_user_turn           ~ {"messages":[{"role":"assistant","content":"s"}]}
            ends_with_assistant    ~ {"messages":[USER,{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]}]}
            not_text_only          ~ {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]}
            not_text_only          ~ {"messages":[{"role":"user","content":"<image>q"}],"images":["a.png"]}
            unsupported_block      ~ {"messages":[{"role":"user","content":[{"type":"hologram"}]}]}
            invalid_tool_calls     ~ {"messages":[{"role":"user","content":"q","tool_calls":[{"function":{"name":"f"}}]}]}
            invalid_tool_calls     ~ {"messages":[USER,{"role":"assistant","tool_calls":[{"function":{}}]},USER]}
            invalid_tool_calls     ~ {"messages":[USER,{"role":"assistant","tool_calls":"f"},USER]}
            invalid_tools          ~ {"messages":[USER],"tools":[]}
            invalid_tools          ~ {"messages":[USER],"tools":[{"type":"web"}]}
            invalid_tools          ~ {"messages":[USER],"tools":[{"type":"function","function":{"name":"f"}}]}
            invalid_reference      ~ {"messages":[USER],"reference_answer":""}
            invalid_reference      ~ {"messages":[USER],"reference_answer":{}}
            invalid_reference      ~ {"messages":[USER],"reference_answer":[1]}
            invalid_reference      ~ {"messages":[USER],"reference_answer":4}
            invalid_id             ~ {"id":"","messages":[USER]}
            invalid_id             ~ {"id":7,"messages":[USER]}
            """)
    void aRowThatBreaksARuleIsRefused(String code, String row) {
        assertRefused(code, SourceFormat.CHAT_JSONL, row.replace("USER", USER));
    }

    static Stream<Arguments> refusedLogs() {
        String turn = "{\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}";
        return Stream.of(
                Arguments.of("not_a_log_record", "{\"messages\":[" + USER + "]}"),
                Arguments.of(
                        "body_missing",
                        "{\"modelId\":\"m\",\"operation\":\"Converse\",\"input\":{\"inputTokenCount\":1}}"),
                Arguments.of(
                        "body_offloaded",
                        "{\"modelId\":\"m\",\"operation\":\"Converse\",\"input\":{\"inputBodyS3Path\":\"s3://b/data/r_input.json.gz\"}}"),
                Arguments.of(
                        "unsupported_family", LogRecords.record("InvokeModel", "x.y", "r", "{\"riddle\":1}", "{}")),
                Arguments.of("unsupported_family", LogRecords.record("InvokeModel", "x.y", "r", "\"text\"", "{}")),
                Arguments.of(
                        "not_text_only", LogRecords.converse(String.format(turn, "{\"image\":{\"format\":\"png\"}}"))),
                Arguments.of(
                        "not_text_only",
                        LogRecords.converse(String.format(turn, "{\"text\":\"q\"},{\"document\":{}}"))),
                Arguments.of("unsupported_block", LogRecords.converse(String.format(turn, "{\"searchResult\":{}}"))),
                Arguments.of("blank_content", LogRecords.converse(String.format(turn, "{\"text\":\"\"}"))),
                Arguments.of("missing_messages", LogRecords.converse("{\"system\":[]}")),
                Arguments.of(
                        "ends_with_assistant",
                        LogRecords.converse("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"q\"}]},"
                                + "{\"role\":\"assistant\",\"content\":[{\"text\":\"{\"}]}]}")),
                Arguments.of(
                        "not_text_only",
                        LogRecords.anthropic(
                                "{\"anthropic_version\":\"v\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}]}",
                                "{}")),
                Arguments.of(
                        "unsupported_block",
                        LogRecords.anthropic(
                                "{\"anthropic_version\":\"v\",\"messages\":[" + USER
                                        + "],\"tools\":[{\"type\":\"web_search_20250305\"}]}",
                                "{}")),
                Arguments.of("unreadable_template", LogRecords.llama("<|start_header_id|>user", "{}")),
                Arguments.of(
                        "unreadable_template",
                        LogRecords.llama("hi<|start_header_id|>user<|end_header_id|>\n\nq", "{}")),
                Arguments.of("unreadable_template", LogRecords.llama("[INST] a [INST] b [/INST] c", "{}")),
                Arguments.of("invalid_json", "Permissions"),
                Arguments.of("too_deep", "[".repeat(100_000)),
                Arguments.of("too_deep", "{\"input\":" + "{\"a\":".repeat(500) + "1" + "}".repeat(501)));
    }

    @ParameterizedTest
    @MethodSource("refusedLogs")
    void aLogRecordThatCannotBeAPromptIsRefused(String code, String line) {
        assertRefused(code, SourceFormat.BEDROCK_INVOCATION_LOGS, line);
    }

    static Stream<Arguments> filteredLogs() {
        String input = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"q\"}]}]}";
        return Stream.of(
                Arguments.of(
                        FilterReason.FAILED_CALL,
                        "{\"modelId\":\"m\",\"errorCode\":\"ThrottlingException\",\"operation\":\"Converse\",\"input\":{}}"),
                Arguments.of(
                        FilterReason.NOT_TEXT_GENERATION,
                        LogRecords.record(
                                "InvokeModel",
                                "amazon.titan-embed-text-v2:0",
                                "r",
                                "{\"inputText\":\"q\"}",
                                "{\"embedding\":[1]}")),
                Arguments.of(
                        FilterReason.GUARDRAIL_INTERVENED,
                        LogRecords.record("Converse", "m", "r", input, "{\"stopReason\":\"guardrail_intervened\"}")),
                Arguments.of(FilterReason.DELIVERY_CHECK, "Permissions are correctly set for Amazon Bedrock logs."));
    }

    @ParameterizedTest
    @MethodSource("filteredLogs")
    void aSoundRecordThatIsNotWantedIsFiltered(FilterReason reason, String line) throws RecordRefused {
        assertThat(new LogRecordParser("", true).parse(line)).isEqualTo(new RecordOutcome.Filtered(reason));
    }

    @Test
    void everyReasonIsDocumented() throws IOException {
        String documentation = Files.readString(Path.of(System.getProperty("hone.repository"), "docs/ingest.md"));
        for (QuarantineReason reason : QuarantineReason.values()) {
            assertThat(documentation)
                    .contains("| `" + reason.code() + "` | " + reason.problem() + " | " + reason.remedy() + " |");
        }
        for (FilterReason reason : FilterReason.values()) {
            assertThat(documentation).contains("| `" + reason.code() + "` | " + reason.meaning() + " |");
        }
        for (DuplicateReason reason : DuplicateReason.values()) {
            assertThat(documentation).contains("| `" + reason.code() + "` | " + reason.meaning() + " |");
        }
    }

    private static void assertRefused(String code, SourceFormat format, String line) {
        assertThatThrownBy(
                        () -> fail("parsed as " + RecordFixture.parser(format).parse(line)))
                .isInstanceOfSatisfying(RecordRefused.class, refused -> {
                    assertThat(refused.reason().code()).as(refused.getMessage()).isEqualTo(code);
                    assertThat(refused).hasMessageStartingWith(refused.reason().problem());
                    assertThat(refused).hasMessageEndingWith(refused.reason().remedy());
                });
    }
}
