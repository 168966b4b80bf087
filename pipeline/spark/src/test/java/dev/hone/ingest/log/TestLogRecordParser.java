package dev.hone.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.record.RecordRefused;
import org.junit.jupiter.api.Test;

class TestLogRecordParser {

    @Test
    void aConverseConversationWithToolsBecomesChatMessages() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                LogRecords.converse(
                        """
                {"system":[{"text":"Be brief."},{"cachePoint":{"type":"default"}},{"text":"Use tools."}],
                "messages":[
                {"role":"user","content":[{"text":"Weather in Rome?"},{"guardContent":{"text":{"text":"And Oslo?"}}}]},
                {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},
                {"text":"Looking."},{"toolUse":{"toolUseId":"t1","name":"weather","input":{"city":"Rome","days":1.0}}}]},
                {"role":"user","content":[{"text":"Go on."},{"toolResult":{"toolUseId":"t1","status":"success",
                "content":[{"json":{"c":21}},{"text":"sunny"}]}}]}],
                "toolConfig":{"tools":[{"toolSpec":{"name":"weather","description":"d","inputSchema":{"json":{"type":"object","properties":{}}}}}],
                "toolChoice":{"any":{}}}}"""));
        assertThat(prompt.family()).isEqualTo("converse");
        assertThat(prompt.messages())
                .hasToString("[{\"role\":\"system\",\"content\":\"Be brief.\\n\\nUse tools.\"},"
                        + "{\"role\":\"user\",\"content\":\"Weather in Rome?\\nAnd Oslo?\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Looking.\",\"tool_calls\":[{\"id\":\"t1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rome\\\",\\\"days\\\":1.0}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"t1\",\"content\":\"{\\\"c\\\":21}\\nsunny\"},"
                        + "{\"role\":\"user\",\"content\":\"Go on.\"}]");
        assertThat(prompt.toolsText())
                .contains("[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"description\":\"d\","
                        + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]");
        assertThat(prompt.metadata())
                .isEqualTo("{\"requestId\":\"r-1\",\"modelId\":\"us.amazon.nova-lite-v1:0\","
                        + "\"timestamp\":\"2026-04-20T00:17:33Z\",\"operation\":\"Converse\",\"region\":\"us-west-2\","
                        + "\"requestMetadata\":{\"project\":\"CS\"},\"tool_choice\":\"required\","
                        + "\"prompt_reasoning\":[{\"message\":2,\"text\":\"hm\"}]}");
        assertThat(prompt.joinKey()).contains("r-1");
    }

    @Test
    void aConverseAnswerKeepsItsTextAndSetsTheRestAside() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                LogRecords.record(
                        "Converse",
                        "arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/abc",
                        "r-2",
                        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}",
                        """
                {"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"think"}}},
                {"text":"Hel"},{"text":"lo"},{"toolUse":{"toolUseId":"t","name":"f","input":{"x":1}}}]}},"stopReason":"tool_use"}"""));
        assertThat(prompt.loggedAnswer()).contains("Hello");
        assertThat(prompt.metadata())
                .contains("\"logged_finish_reason\":\"tool_calls\"")
                .contains("\"logged_reasoning\":\"think\"")
                .contains("\"logged_tool_calls\":[{\"id\":\"t\"");
    }

    @Test
    void theEventsOfAConverseStreamGiveTheSameAnswer() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                LogRecords.record(
                        "ConverseStream",
                        "us.amazon.nova-lite-v1:0",
                        "r-3",
                        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}",
                        """
                [{"messageStart":{"role":"assistant"}},{"contentBlockDelta":{"delta":{"text":"Hel"},"contentBlockIndex":0}},
                {"contentBlockDelta":{"delta":{"text":"lo"},"contentBlockIndex":0}},{"contentBlockStop":{"contentBlockIndex":0}},
                {"contentBlockStart":{"start":{"toolUse":{"toolUseId":"t","name":"f"}},"contentBlockIndex":1}},
                {"contentBlockDelta":{"delta":{"toolUse":{"input":"{\\"x\\":"}},"contentBlockIndex":1}},
                {"contentBlockDelta":{"delta":{"toolUse":{"input":"1}"}},"contentBlockIndex":1}},
                {"messageStop":{"stopReason":"end_turn"}},{"metadata":{"usage":{}}}]"""));
        assertThat(prompt.loggedAnswer()).contains("Hello");
        assertThat(prompt.metadata())
                .contains("\"arguments\":\"{\\\"x\\\":1}\"")
                .contains("\"logged_finish_reason\":\"stop\"");
    }

    @Test
    void anthropicMessagesBecomeChatMessages() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                LogRecords.anthropic(
                        """
                {"anthropic_version":"bedrock-2023-05-31","max_tokens":1024,"system":[{"type":"text","text":"S","cache_control":{}}],
                "messages":[{"role":"user","content":"hi"},
                {"role":"assistant","content":[{"type":"thinking","thinking":"…","signature":"x"},{"type":"text","text":"Call."},
                {"type":"tool_use","id":"t1","name":"f","input":{}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"ok"}]},
                {"type":"text","text":"and?"}]}],
                "tools":[{"name":"f","description":"d","input_schema":{"type":"object"}}],"tool_choice":{"type":"tool","name":"f"}}""",
                        """
                {"id":"msg_1","type":"message","role":"assistant","content":[{"type":"thinking","thinking":"why"},
                {"type":"text","text":"Done."}],"stop_reason":"max_tokens","usage":{}}"""));
        assertThat(prompt.family()).isEqualTo("anthropic_messages");
        assertThat(prompt.messages())
                .hasToString(
                        "[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"hi\"},"
                                + "{\"role\":\"assistant\",\"content\":\"Call.\",\"tool_calls\":[{\"id\":\"t1\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"t1\",\"content\":\"ok\"},{\"role\":\"user\",\"content\":\"and?\"}]");
        assertThat(prompt.loggedAnswer()).contains("Done.");
        assertThat(prompt.metadata())
                .contains("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}")
                .contains("\"logged_finish_reason\":\"length\"")
                .contains("\"logged_reasoning\":\"why\"");
    }

    @Test
    void theChunksOfAnAnthropicStreamGiveTheAnswer() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                LogRecords.anthropic(
                        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                        """
                [{"type":"message_start","message":{"role":"assistant","content":[]}},
                {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}},
                {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}},
                {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lo"}},
                {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}},
                {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}},
                {"type":"message_delta","delta":{"stop_reason":"tool_use"}},{"type":"message_stop"}]"""));
        assertThat(prompt.loggedAnswer()).contains("Hello");
        assertThat(prompt.metadata())
                .contains("\"logged_tool_calls\":[{\"id\":\"t\"")
                .contains("tool_calls");
    }

    @Test
    void novaMessagesAreReadAsThoseOfConverse() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(
                LogRecords.record(
                        "InvokeModel",
                        "us.amazon.nova-micro-v1:0",
                        "r-4",
                        "{\"schemaVersion\":\"messages-v1\",\"system\":[{\"text\":\"S\"}],"
                                + "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}],\"inferenceConfig\":{\"maxTokens\":9}}",
                        "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"yo\"}]}},\"stopReason\":\"end_turn\"}"));
        assertThat(prompt.family()).isEqualTo("nova_messages");
        assertThat(prompt.messages())
                .hasToString("[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"hi\"}]");
        assertThat(prompt.loggedAnswer()).contains("yo");
    }

    @Test
    void chatCompletionsInLogsLoseTheirReasoning() throws RecordRefused {
        RecordOutcome.Prompt prompt = parse(LogRecords.record(
                "InvokeModel",
                "openai.gpt-oss-20b-1:0",
                "r-5",
                """
                {"model":"openai.gpt-oss-20b-1:0","messages":[{"role":"developer","content":"S"},
                {"role":"user","content":[{"type":"text","text":"hi"}],"name":"ann"},
                {"role":"assistant","content":"<think>a</think>b","refusal":null},{"role":"user","content":"c"}]}""",
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"<reasoning>r</reasoning>d\"},"
                        + "\"finish_reason\":\"stop\"}]}"));
        assertThat(prompt.family()).isEqualTo("chat_completions");
        assertThat(prompt.messages())
                .hasToString("[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"hi\"},"
                        + "{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}]");
        assertThat(prompt.loggedAnswer()).contains("d");
        assertThat(prompt.metadata()).contains("\"logged_reasoning\":\"r\"");
    }

    @Test
    void answersAreLeftOutWhereTheyAreNotWanted() throws RecordRefused {
        RecordOutcome outcome = new LogRecordParser("requestId", false).parse(LogRecords.converse("r", "q", "a"));
        assertThat(((RecordOutcome.Prompt) outcome).loggedAnswer()).isEmpty();
        assertThat(((RecordOutcome.Prompt) outcome).metadata()).doesNotContain("logged");
    }

    private static RecordOutcome.Prompt parse(String line) throws RecordRefused {
        return (RecordOutcome.Prompt) new LogRecordParser("requestId", true).parse(line);
    }
}
