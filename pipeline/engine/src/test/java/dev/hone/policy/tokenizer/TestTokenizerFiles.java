package dev.hone.policy.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.error.ModelException;
import dev.hone.policy.Fixtures;
import dev.hone.policy.template.ChatPrompt;
import dev.hone.policy.template.TemplateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where templates, special tokens and end-of-sequence ids are found, and what is refused at load. */
class TestTokenizerFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @BeforeEach
    void copyTokenizer() throws IOException {
        Files.copy(Fixtures.path("models/llama-tied/tokenizer.json"), directory.resolve("tokenizer.json"));
    }

    @Test
    void theTemplateForToolsIsTakenWhereToolsAreGiven() throws IOException {
        write(
                "tokenizer_config.json",
                "{\"chat_template\": [{\"name\": \"default\", \"template\": \"plain\"},"
                        + " {\"name\": \"tool_use\", \"template\": \"tools {{ tools|length }}\"}]}");
        assertThat(render(false)).isEqualTo("plain");
        assertThat(render(true)).isEqualTo("tools 2");
    }

    @Test
    void anEmptyTemplateIsRefused() throws IOException {
        write("tokenizer_config.json", "{\"chat_template\": \" \"}");
        assertThatThrownBy(() -> HuggingFacePolicyTokenizer.load(directory))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the chat template default is empty");
        write("tokenizer_config.json", "{\"chat_template\": [{\"name\": \"default\"}]}");
        assertThatThrownBy(() -> HuggingFacePolicyTokenizer.load(directory)).hasMessageContaining("is empty");
    }

    @Test
    void anEndThatIsNoIdIsRefused() throws IOException {
        write("generation_config.json", "{\"eos_token_id\": [0, \"</s>\"]}");
        assertThatThrownBy(() -> HuggingFacePolicyTokenizer.load(directory))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("generation_config.json: eos_token_id is ");
    }

    @Test
    void aTemplateFileGoesBeforeTheConfiguration() throws IOException {
        write("tokenizer_config.json", "{\"chat_template\": \"old\"}");
        write("chat_template.jinja", "new{{ bos_token }}{{ unk_token }}");
        write("special_tokens_map.json", "{\"bos_token\": {\"content\": \"<|im_start|>\", \"lstrip\": false}}");
        assertThat(render(true)).isEqualTo("new<|im_start|>");
    }

    @Test
    void moreVariablesReachTheTemplateAndCannotReplaceTheMessages() throws IOException {
        write(
                "chat_template.jinja",
                "{{ enable_thinking }} {{ messages|length }} {{ documents }} {{ add_generation_prompt }}");
        ChatPrompt prompt = new ChatPrompt(
                messages(),
                Optional.empty(),
                Map.of("enable_thinking", JSON.readTree("false"), "messages", JSON.readTree("[1, 2]")));
        assertThat(HuggingFacePolicyTokenizer.load(directory).renderChat(prompt))
                .isEqualTo("False 1 None True");
    }

    @Test
    void variablesAndDateOfTheSettingsReachTheTemplateAndThoseOfAPromptGoBeforeThem() throws IOException {
        write("chat_template.jinja", "{{ enable_thinking }} {{ effort }} {{ strftime_now('%d %b %Y') }}");
        TemplateSettings settings = new TemplateSettings(
                LocalDateTime.of(2026, 2, 28, 0, 0),
                Map.of("enable_thinking", JSON.readTree("false"), "effort", JSON.readTree("\"low\"")));
        ChatPrompt prompt = new ChatPrompt(messages(), Optional.empty(), Map.of("effort", JSON.readTree("\"high\"")));
        assertThat(HuggingFacePolicyTokenizer.load(directory, settings).renderChat(prompt))
                .isEqualTo("False high 28 Feb 2026");
    }

    @Test
    void endOfSequenceIdsOfTheConfigurationAndTheTokenizerAreJoined() throws IOException {
        write("config.json", "{\"eos_token_id\": 0}");
        write("tokenizer_config.json", "{\"eos_token\": \"<|im_end|>\"}");
        assertThat(HuggingFacePolicyTokenizer.load(directory).endOfSequenceIds())
                .containsExactly(0, 2);
        write("generation_config.json", "{\"eos_token_id\": [2, 1]}");
        assertThat(HuggingFacePolicyTokenizer.load(directory).endOfSequenceIds())
                .containsExactly(2, 1);
    }

    @Test
    void aTemplateOutsideTheSubsetIsRefusedAtLoad() throws IOException {
        write("chat_template.jinja", "{{ messages|pprint }}");
        assertThatThrownBy(() -> HuggingFacePolicyTokenizer.load(directory))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("the filter pprint is not supported");
    }

    @Test
    void aModelWithoutTemplateTokenisesTextsButNotChats() {
        HuggingFacePolicyTokenizer tokenizer = HuggingFacePolicyTokenizer.load(directory);
        assertThat(tokenizer.encode("a")).hasSize(1);
        assertThatThrownBy(() -> tokenizer.encodeChat(ChatPrompt.of(messages())))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has no chat template")
                .hasMessageContaining("chat_template.jinja");
    }

    @Test
    void brokenAndMissingTokenizersAreNamed() throws IOException {
        write("tokenizer.json", "{\"model\": {}}");
        assertThatThrownBy(() -> HuggingFacePolicyTokenizer.load(directory))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tokenizer.json is not a tokenizer that can be read");
        Files.delete(directory.resolve("tokenizer.json"));
        assertThatThrownBy(() -> HuggingFacePolicyTokenizer.load(directory))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tokenizer.json cannot be read");
    }

    @Test
    void aReasoningIsPassedUnderBothNamesThatTemplatesRead() throws JsonProcessingException {
        JsonNode messages = JSON.readTree("[{\"role\": \"assistant\", \"reasoning\": \"r\"}, {\"role\": \"user\"}]");
        assertThat(ReasoningFields.copied(messages))
                .hasToString(
                        "[{\"thinking\":\"r\",\"role\":\"assistant\",\"reasoning\":\"r\",\"reasoning_content\":\"r\"},"
                                + "{\"role\":\"user\"}]");
    }

    private String render(boolean withTools) throws JsonProcessingException {
        Optional<JsonNode> tools = withTools ? Optional.of(JSON.readTree("[{}, {}]")) : Optional.empty();
        return HuggingFacePolicyTokenizer.load(directory).renderChat(new ChatPrompt(messages(), tools, Map.of()));
    }

    private static JsonNode messages() {
        return JSON.createArrayNode()
                .add(JSON.createObjectNode().put("role", "user").put("content", "Hi!"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
