package dev.hone.reward.grader.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.reward.grader.JsonReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestToolCallReading {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_call>\n{\"name\": \"find\", \"arguments\": {\"city\": \"Oslo\"}}\n</tool_call>",
                "<think><tool_call>?</think>I look it up.\n<tool_call>{\"name\": \"find\", \"arguments\": \"{\\\"city\\\": \\\"Oslo\\\"}\"}"
                        + "</tool_call><|im_end|>",
                "[TOOL_CALLS] [{\"name\": \"find\", \"arguments\": {\"city\": \"Oslo\"}, \"id\": \"D681PevKs\"}]</s>",
                "[TOOL_CALLS]find[ARGS]{\"city\": \"Oslo\"}</s>",
                "[TOOL_CALLS]find[CALL_ID]a1[ARGS]{\"city\": \"Oslo\"}",
                "<|python_tag|>{\"type\": \"function\", \"name\": \"find\", \"parameters\": {\"city\": \"Oslo\"}}<|eom_id|>",
                "{\"name\": \"find\", \"parameters\": {\"city\": \"Oslo\"}}",
                "[{\"name\": \"find\", \"arguments\": {\"city\": \"Oslo\"}}]",
                "Sure:\n```json\n{\"tool\": \"find\", \"args\": {\"city\": \"Oslo\"}}\n```",
                "{\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"id\": \"c\", \"type\": \"function\", \"function\":"
                        + " {\"name\": \"find\", \"arguments\": \"{\\\"city\\\": \\\"Oslo\\\"}\"}}]}",
                "{\"tool_called\": \"find\", \"tool_parameters\": {\"city\": \"Oslo\"}}"
            })
    void callsAreReadAsModelsWriteThem(String completion) {
        ToolCallReading reading = ToolCallReading.of(completion);

        assertThat(reading.problem()).isEmpty();
        assertThat(reading.calls()).hasToString("[find{\"city\":\"Oslo\"}]");
    }

    @Test
    void severalCallsKeepTheirOrder() {
        String a = "{\"name\": \"a\", \"arguments\": {}}";
        String b = "{\"name\": \"b\"}";

        for (String completion : new String[] {
            "<tool_call>" + a + "</tool_call>\n<tool_call>" + b + "</tool_call>",
            "[TOOL_CALLS][" + a + "," + b + "]",
            "[TOOL_CALLS]a[ARGS]{}[TOOL_CALLS]b[ARGS]{}",
            "<|python_tag|>" + a + "; " + b,
            "[" + a + "," + b + "]"
        }) {
            assertThat(ToolCallReading.of(completion).calls()).as(completion).hasToString("[a{}, b{}]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tool_call>{\"name\": \"find\"}",
                "<tool_call>{\"name\": \"find\", }</tool_call>",
                "<tool_call>{\"name\": \"find\"}</tool_call><tool_call>find(Oslo)</tool_call>",
                "<tool_call>{\"name\": 3}</tool_call>",
                "[TOOL_CALLS] find Oslo",
                "<|python_tag|>print(1)"
            })
    void aBrokenCallSpoilsTheAnswer(String completion) {
        assertThat(ToolCallReading.of(completion).problem()).isPresent();
        assertThat(ToolCallReading.of(completion).calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"It rains.", "", "{\"city\": \"Oslo\"}", "[1, 2]", "[]", "```json\n{}\n```", "null"})
    void whatIsNoCallCallsNothing(String completion) {
        assertThat(ToolCallReading.of(completion).problem()).isEmpty();
        assertThat(ToolCallReading.of(completion).calls()).isEmpty();
    }

    @Test
    void aReferenceCanExpectNoCall() {
        assertThat(ToolCallReading.ofReference(
                        JsonReading.parseWhole("{\"tool_called\": null}").orElseThrow()))
                .hasValueSatisfying(calls -> assertThat(calls).isEmpty());
        assertThat(ToolCallReading.ofReference(
                        JsonReading.parseWhole("{\"tool_calls\": []}").orElseThrow()))
                .hasValueSatisfying(calls -> assertThat(calls).isEmpty());
        assertThat(ToolCallReading.ofReference(
                        JsonReading.parseWhole("{\"answer\": 4}").orElseThrow()))
                .isEmpty();
    }
}
