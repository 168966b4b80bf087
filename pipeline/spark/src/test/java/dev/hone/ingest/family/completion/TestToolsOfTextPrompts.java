package dev.hone.ingest.family.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tool calls and their results in the text prompts of Mistral and DeepSeek. */
class TestToolsOfTextPrompts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CASES =
            Path.of(System.getProperty("hone.shared", "../../shared")).resolve("fixtures/templates/cases.json");

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
            MISTRAL # <s>[INST] a [/INST]b[TOOL_CALLS] [{"name":"f","arguments":{"x":1.50},"id":"i"}]</s>[TOOL_RESULTS] {"call_id":"i","content":"c"} [/TOOL_RESULTS] d</s>[INST] e [/INST] # user: a | assistant: b f({"x":1.50})=i | tool: c =i | assistant: d | user: e
            MISTRAL # [INST] a [/INST][TOOL_CALLS] [{"name":"f"},{"name":"g"}]</s>[TOOL_RESULTS] [{"content":[1],"call_id":"i"},{"content":2,"call_id":"j"}] [/TOOL_RESULTS] # user: a | assistant:  f({})=call_1_0 g({})=call_1_1 | tool: [1] =i | tool: 2 =j
            MISTRAL # [INST] what is [TOOL_CALLS]? [/INST]                      # user: what is [TOOL_CALLS]?
            CHOICES # <｜User｜>a<｜Assistant｜>b<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f~```json~{"x":1}~```<｜tool▁call▁end｜>~<｜tool▁call▁begin｜>function<｜tool▁sep｜>g~```json~{}~```<｜tool▁call▁end｜><｜tool▁calls▁end｜><｜end▁of▁sentence｜><｜tool▁outputs▁begin｜><｜tool▁output▁begin｜>c<｜tool▁output▁end｜>~<｜tool▁output▁begin｜>d<｜tool▁output▁end｜><｜tool▁outputs▁end｜> # user: a | assistant: b f({"x":1})=call_2_0 g({})=call_2_1 | tool: c =call_2_0 | tool: d =call_2_1
            CHOICES # <｜User｜>a<｜Assistant｜><｜tool▁calls▁begin｜><｜tool▁call▁begin｜>f<｜tool▁sep｜>{"x":1}<｜tool▁call▁end｜><｜tool▁calls▁end｜><｜end▁of▁sentence｜><｜tool▁outputs▁begin｜><｜tool▁output▁begin｜>c<｜tool▁output▁end｜><｜tool▁outputs▁end｜>d<｜end▁of▁sentence｜><｜User｜>e<｜Assistant｜> # user: a | assistant:  f({"x":1})=call_1_0 | tool: c =call_1_0 | assistant: d | user: e
            """)
    void callsAndResultsBecomeThoseOfChatCompletions(CompletionForm form, String prompt, String turns)
            throws RecordRefused {
        assertThat(text(mapped(form, prompt.replace('~', '\n')))).isEqualTo(turns);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
            MISTRAL # [INST] a [/INST][TOOL_CALLS]f[ARGS]{}                            # tool calls that are no JSON
            MISTRAL # [INST] a [/INST][TOOL_CALLS] [{"arguments":{}}]</s>              # a call without function.name
            MISTRAL # [INST] a [/INST][TOOL_RESULTS] {"content":1                      # [TOOL_RESULTS] and [/TOOL_RESULTS] do not alternate
            MISTRAL # [INST] a [/INST][TOOL_RESULTS] {"result":1}[/TOOL_RESULTS]       # a tool result without content
            MISTRAL # [AVAILABLE_TOOLS] [{}][/AVAILABLE_TOOLS][INST] a [/INST]         # a tool without function.name
            CHOICES # <｜User｜>a<｜Assistant｜><｜tool▁call▁begin｜>f                  # do not fit together
            CHOICES # <｜User｜>a<｜Assistant｜><｜tool▁call▁begin｜>f<｜tool▁sep｜>g```json{}<｜tool▁call▁end｜> # do not fit together
            CHOICES # <｜User｜>a<｜Assistant｜><｜tool▁output▁end｜>f                  # do not fit together
            """)
    void marksThatDoNotFitTogetherAreRefused(CompletionForm form, String prompt, String detail) {
        assertThatThrownBy(() -> mapped(form, prompt))
                .isInstanceOf(RecordRefused.class)
                .hasMessageContaining(detail);
    }

    @Test
    @Timeout(20)
    void manyMarksThatDoNotFitTogetherAreRefusedInOnePass() {
        String calls = "<｜User｜>a<｜Assistant｜>" + "<｜tool▁call▁begin｜>".repeat(1_000_000);
        assertThatThrownBy(() -> mapped(CompletionForm.CHOICES, calls)).isInstanceOf(RecordRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mistral-7b-instruct-v0.3", "mistral-nemo-instruct-2407"})
    void whatThePublishedTemplateWroteIsTheChatAgainButForTheSystemWhichItLeavesOut(String template) throws Exception {
        assumeTrue(Files.exists(CASES), () -> "skipped: no rendered chats at " + CASES);
        JsonNode fixture = JSON.readTree(CASES.toFile());
        List<String> read = new ArrayList<>();
        for (JsonNode rendered : fixture.get("cases")) {
            String chat = rendered.path("chat").asText();
            boolean answerable = rendered.path("add_generation_prompt").asBoolean() && rendered.has("expected");
            if (rendered.path("template").asText().equals(template) && answerable && chat.contains("tool")) {
                MappedPrompt mapped =
                        mapped(CompletionForm.MISTRAL, rendered.get("expected").asText());
                assertThat(withoutBlanks(text(mapped)))
                        .as(chat)
                        .isEqualTo(withoutBlanks(text(fixture.get("chats").get(chat)))
                                .replaceFirst("^system:[^|]*\\|", ""));
                if (rendered.path("tools").asBoolean()) {
                    assertThat(mapped.tools()).contains(fixture.get("tools"));
                }
                read.add(chat);
            }
        }
        assertThat(read).contains("tool_answer", "two_tool_calls");
    }

    @Test
    void deepSeeksResultsWithoutTheirCallsAreKept() throws RecordRefused {
        String prompt = "<｜begin▁of▁sentence｜>S<｜User｜>a<｜Assistant｜><｜end▁of▁sentence｜><｜tool▁outputs▁begin｜>"
                + "<｜tool▁output▁begin｜>c<｜tool▁output▁end｜><｜tool▁outputs▁end｜>";
        assertThat(text(mapped(CompletionForm.CHOICES, prompt))).isEqualTo("system: S | user: a | tool: c");
    }

    private static MappedPrompt mapped(CompletionForm form, String prompt) throws RecordRefused {
        return new CompletionMapper("prompt", form).prompt(Nodes.object().put("prompt", prompt));
    }

    private static String text(MappedPrompt mapped) {
        return text(mapped.messages());
    }

    /** Results are JSON in the one and the text of JSON in the other. */
    private static String withoutBlanks(String text) {
        return text.replace(" ", "");
    }

    /** Turns, with their calls and ids. */
    private static String text(JsonNode messages) {
        StringJoiner turns = new StringJoiner(" | ");
        for (JsonNode message : messages) {
            StringBuilder turn = new StringBuilder(message.path("role").asText() + ": "
                    + message.path("content").asText().strip());
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode arguments = call.at("/function/arguments");
                turn.append(" ")
                        .append(call.at("/function/name").asText())
                        .append("(")
                        .append(arguments.isTextual() ? arguments.asText() : arguments.toString())
                        .append(")=")
                        .append(call.path("id").asText());
            }
            if (message.has("tool_call_id")) {
                turn.append(" =").append(message.path("tool_call_id").asText());
            }
            turns.add(turn);
        }
        return turns.toString();
    }
}
