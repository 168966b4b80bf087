package dev.hone.policy.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.DataException;
import dev.hone.policy.Fixtures;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The golden template cases by the way that a prompt takes: messages and tools in a {@link ChatPrompt}, the specification's variables and
 * date in {@link TemplateSettings}, the special tokens from the model's files. Tools, tool calls and results, reasoning and
 * enable_thinking are among them.
 */
class TestPublishedChats {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void everyCaseWithAGenerationPromptIsWhatTheModelReads() throws IOException {
        JsonNode fixture = Fixtures.json("templates/cases.json");
        Map<ObjectNode, HuggingFacePolicyTokenizer> tokenizers = new HashMap<>();
        int cases = 0;
        for (JsonNode node : fixture.get("cases")) {
            JsonNode messages = fixture.get("chats").get(node.get("chat").textValue());
            if (messages.isEmpty() || !node.get("add_generation_prompt").booleanValue()) {
                continue;
            }
            ObjectNode model = JSON.createObjectNode();
            model.set("template", node.get("template"));
            model.set("variables", node.get("variables"));
            if (!tokenizers.containsKey(model)) {
                tokenizers.put(
                        model, tokenizer(model, fixture.get("strftime_now").textValue()));
            }
            Optional<JsonNode> tools =
                    node.get("tools").booleanValue() ? Optional.of(fixture.get("tools")) : Optional.empty();
            check(tokenizers.get(model), new ChatPrompt(messages, tools, Map.of()), node);
            cases++;
        }
        assertThat(cases).isGreaterThan(300);
        assertThat(tokenizers).hasSizeGreaterThan(19);
    }

    private static void check(HuggingFacePolicyTokenizer tokenizer, ChatPrompt prompt, JsonNode expected) {
        String description = expected.get("template") + " " + expected.get("chat") + " " + expected.get("variables");
        if (expected.has("expected")) {
            assertThat(tokenizer.renderChat(prompt))
                    .as(description)
                    .isEqualTo(expected.get("expected").textValue());
            assertThat(tokenizer.encodeChat(prompt)).as(description).isNotEmpty();
        } else {
            assertThatThrownBy(() -> tokenizer.renderChat(prompt))
                    .as(description)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(expected.at("/error/message").textValue());
        }
    }

    /** A golden tokenizer with a case's template, special tokens and variables. */
    private HuggingFacePolicyTokenizer tokenizer(ObjectNode model, String now) throws IOException {
        Path directory = Files.createTempDirectory(folder, "model");
        Files.copy(Fixtures.path("models/llama-tied/tokenizer.json"), directory.resolve("tokenizer.json"));
        Files.copy(
                Fixtures.path("templates/" + model.get("template").textValue() + ".jinja"),
                directory.resolve("chat_template.jinja"));
        ObjectNode special = JSON.createObjectNode();
        Map<String, JsonNode> variables = new HashMap<>();
        model.get("variables").properties().forEach(variable -> {
            if (variable.getKey().endsWith("_token")) {
                special.set(variable.getKey(), variable.getValue());
            } else {
                variables.put(variable.getKey(), variable.getValue());
            }
        });
        Files.writeString(directory.resolve("tokenizer_config.json"), special.toString());
        return HuggingFacePolicyTokenizer.load(directory, new TemplateSettings(LocalDateTime.parse(now), variables));
    }
}
