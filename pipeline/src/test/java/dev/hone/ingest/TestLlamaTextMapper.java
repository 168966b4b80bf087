package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestLlamaTextMapper {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
            What is 2+2?                                            # user: What is 2+2?
            <|begin_of_text|><|start_header_id|>user<|end_header_id|>~~hi<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~ # user: hi
            <|begin_of_text|><|start_header_id|>system<|end_header_id|>~~Cutting Knowledge Date: December 2023~Today Date: 26 Jul 2024~~S<|eot_id|><|start_header_id|>user<|end_header_id|>~~hi<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~ # system: S | user: hi
            <|start_header_id|>system<|end_header_id|>~~Cutting Knowledge Date: December 2023~Today Date: 26 Jul 2024~~<|eot_id|><|start_header_id|>user<|end_header_id|>~~hi<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~ # user: hi
            <|start_header_id|>user<|end_header_id|>~~a<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~b<|eom_id|><|start_header_id|>ipython<|end_header_id|>~~c<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~ # user: a | assistant: b | tool: c
            <|begin_of_text|><|header_start|>user<|header_end|>~~hi<|eot|><|header_start|>assistant<|header_end|>~~ # user: hi
            <s>[INST] <<SYS>>~S~<</SYS>>~~hi [/INST]                # system: S | user: hi
            <s>[INST] a [/INST] b </s><s>[INST] what is <s>? [/INST] # user: a | assistant: b | user: what is <s>?
            """)
    void aTextPromptIsSplitIntoItsTurns(String prompt, String turns) throws RecordRefused {
        RecordOutcome outcome = new LogRecordParser("requestId", true)
                .parse(LogRecords.llama(
                        prompt.replace('~', '\n'), "{\"generation\":\"\\n\\n4\",\"stop_reason\":\"length\"}"));
        RecordOutcome.Prompt read = (RecordOutcome.Prompt) outcome;
        StringBuilder found = new StringBuilder();
        read.messages().forEach(message -> found.append(found.isEmpty() ? "" : " | ")
                .append(message.path("role").asText())
                .append(": ")
                .append(message.path("content").asText()));
        assertThat(found.toString()).isEqualTo(turns);
        assertThat(read.family()).isEqualTo(PromptFamily.LLAMA_TEXT);
        assertThat(read.loggedAnswer()).contains("4");
        assertThat(read.metadata()).contains("\"logged_finish_reason\":\"length\"");
    }
}
