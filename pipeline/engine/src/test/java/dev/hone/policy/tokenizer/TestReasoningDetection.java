package dev.hone.policy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.hone.Repository;
import dev.hone.policy.Fixtures;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.template.ChatPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which published templates are of models that reason, and which of them open the block in the prompt. */
class TestReasoningDetection {

    private static final ReasoningStyle.Think THINK = ReasoningStyle.Think.standard();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "qwen3, true, false",
        "deepseek-r1-distill, true, true",
        "smollm3, true, false",
        "qwen3.5, true, true",
        "qwen2.5-instruct, false, false",
        "llama-3.1-instruct, false, false",
        "smollm2-instruct, false, false"
    })
    void aTemplateShowsWhetherTheModelReasonsAndWhereItBegins(String template, boolean reasons, boolean opened)
            throws IOException {
        Path model = model(template);
        assertThat(ReasoningDetection.isWritten(model, THINK)).isEqualTo(reasons);
        assertThat(THINK.isOpenedBy(prompt(model, Map.of()))).isEqualTo(opened);
    }

    @Test
    void aBlockThatTheTemplateClosesIsNotOpen() throws IOException {
        assertThat(prompt(model("qwen3"), Map.of("enable_thinking", BooleanNode.FALSE)))
                .endsWith("<think>\n\n</think>\n\n")
                .satisfies(text -> assertThat(THINK.isOpenedBy(text)).isFalse());
    }

    private static String prompt(Path model, Map<String, JsonNode> variables) throws IOException {
        JsonNode messages = new JsonMapper().readTree("[{\"role\": \"user\", \"content\": \"2 and 2?\"}]");
        return HuggingFacePolicyTokenizer.load(model).renderChat(new ChatPrompt(messages, Optional.empty(), variables));
    }

    private Path model(String template) throws IOException {
        Files.copy(Repository.demoPolicy().resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.copy(Fixtures.path("templates/" + template + ".jinja"), folder.resolve("chat_template.jinja"));
        return folder;
    }
}
