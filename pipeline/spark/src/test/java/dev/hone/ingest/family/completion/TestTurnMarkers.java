package dev.hone.ingest.family.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.util.StringJoiner;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestTurnMarkers {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
            LLAMA   # What is 2+2?                                            # user: What is 2+2?
            LLAMA   # <|begin_of_text|><|start_header_id|>user<|end_header_id|>~~hi<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~ # user: hi
            LLAMA   # <|begin_of_text|><|start_header_id|>system<|end_header_id|>~~Cutting Knowledge Date: December 2023~Today Date: 26 Jul 2024~~S<|eot_id|><|start_header_id|>user<|end_header_id|>~~hi<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~ # system: S | user: hi
            LLAMA   # <|start_header_id|>system<|end_header_id|>~~Cutting Knowledge Date: December 2023~Today Date: 26 Jul 2024~~<|eot_id|><|start_header_id|>user<|end_header_id|>~~hi<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~ # user: hi
            LLAMA   # <|start_header_id|>user<|end_header_id|>~~a<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~b<|eom_id|><|start_header_id|>ipython<|end_header_id|>~~c<|eot_id|><|start_header_id|>assistant<|end_header_id|>~~ # user: a | assistant: b | tool: c
            LLAMA   # <|begin_of_text|><|header_start|>user<|header_end|>~~hi<|eot|><|header_start|>assistant<|header_end|>~~ # user: hi
            LLAMA   # <|start_header_id|>user<|end_header_id|>~~what is <|im_start|>?<|eot_id|><|start_header_id|>assistant<|end_header_id|> # user: what is <|im_start|>?
            LLAMA   # <s>[INST] <<SYS>>~S~<</SYS>>~~hi [/INST]                # system: S | user: hi
            MISTRAL # <s>[INST] a [/INST] b </s><s>[INST] what is <s>? [/INST] # user: a | assistant: b | user: what is <s>?
            MISTRAL # [SYSTEM_PROMPT] S[/SYSTEM_PROMPT][INST] a [/INST] b</s>[INST] c[/INST] # system: S | user: a | assistant: b | user: c
            CHOICES # <|im_start|>user~hi<|im_end|>~<|im_start|>assistant~<think>~ # user: hi
            CHOICES # <｜begin▁of▁sentence｜><｜User｜>a<｜Assistant｜>b<｜end▁of▁sentence｜><｜User｜>c<｜Assistant｜> # user: a | assistant: b | user: c
            CHOICES # <bos><start_of_turn>user~hi<end_of_turn>~<start_of_turn>model~ # user: hi
            COHERE  # User: a~Chatbot: b~User: c~Chatbot:                      # user: a | assistant: b | user: c
            COHERE  # Explain [INST] to me                                     # user: Explain [INST] to me
            TITAN   # User: a~Bot:                                             # user: a
            TITAN   # What did they say?~User: a~Bot: b~Answer:                # user: What did they say?~User: a~Bot: b~Answer:
            ANTHROPIC # ~~Human: a~~Assistant:                                 # user: a
            ANTHROPIC # S~~Human: a~~b~Human: c~~Assistant: d~~Human: e~~Assistant: # system: S | user: a~~b~Human: c | assistant: d | user: e
            AI21    # Human: a                                                 # user: Human: a
            """)
    void aTextPromptIsSplitIntoTheTurnsOfItsFamily(CompletionForm form, String prompt, String turns)
            throws RecordRefused {
        assertThat(turns(form, prompt)).isEqualTo(turns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
            LLAMA     # <|start_header_id|>narrator<|end_header_id|>~~a<|eot_id|>      # the role narrator
            CHOICES   # <|im_start|>user~a<|im_start|>assistant~                       # a turn without end mark
            CHOICES   # hi<|im_start|>user~a<|im_end|>                                 # text in front of the first header
            MISTRAL   # [INST] a                                                       # do not alternate
            ANTHROPIC # ~~Human: a~~Assistant: {                                       # there is nothing to answer
            """)
    void aTextPromptThatCannotBeSplitIsRefused(CompletionForm form, String prompt, String detail) {
        assertThatThrownBy(() -> turns(form, prompt))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining(detail);
    }

    @ParameterizedTest
    @Timeout(20)
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
            LLAMA     # <|start_header_id|>user<|end_header_id|>~~a<|eot_id|>             # <|start_header_id|>assistant<|end_header_id|>~~
            CHOICES   # <|im_start|>user~a<|im_end|>~                                     # <|im_start|>assistant~
            CHOICES   # <｜User｜>a<｜Assistant｜>b                                       # <｜User｜>c<｜Assistant｜>
            MISTRAL   # [INST] a [/INST] b </s>                                           # [INST] c [/INST]
            COHERE    # User: a~Chatbot: b~                                               # User: c~Chatbot:
            TITAN     # User: a~Bot: b~                                                   # User: c~Bot:
            ANTHROPIC # ~~Human: a~~Assistant: b                                          # ~~Human: c~~Assistant:
            """)
    void aPromptOfManyTurnsIsReadInOnePass(CompletionForm form, String turn, String end) throws RecordRefused {
        int turns = 300_000;
        assertThat(mapped(form, turn.repeat(turns) + end).messages().size()).isGreaterThan(turns - 1);
    }

    private static MappedPrompt mapped(CompletionForm form, String prompt) throws RecordRefused {
        return new CompletionMapper("prompt", form).prompt(Nodes.object().put("prompt", prompt.replace('~', '\n')));
    }

    private static String turns(CompletionForm form, String prompt) throws RecordRefused {
        MappedPrompt mapped = mapped(form, prompt);
        StringJoiner turns = new StringJoiner(" | ");
        mapped.messages()
                .forEach(message -> turns.add(message.path("role").asText() + ": "
                        + message.path("content").asText()));
        return turns.toString().replace('\n', '~');
    }
}
