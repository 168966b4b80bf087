package dev.hone.policy.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.ModelException;
import dev.hone.policy.architecture.ConfigFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where a model directory keeps its chat templates; chat_template.jinja goes before tokenizer_config.json, as in transformers. */
public final class ChatTemplateFiles {

    public static final String DEFAULT = "default";
    public static final String TOOL_USE = "tool_use";

    public static final String MAIN = "chat_template.jinja";
    public static final String TOOL_USE_FILE = "additional_chat_templates/" + TOOL_USE + ".jinja";

    private ChatTemplateFiles() {}

    /** Sources of the templates by name; empty where the model has none. */
    public static Map<String, String> read(Path directory, Optional<ConfigFields> tokenizerConfig) {
        Map<String, String> templates = new LinkedHashMap<>();
        tokenizerConfig.flatMap(file -> file.present("chat_template")).ifPresent(node -> add(node, templates));
        if (Files.exists(directory.resolve(MAIN))) {
            templates.clear();
            templates.put(DEFAULT, text(directory.resolve(MAIN)));
        }
        if (Files.exists(directory.resolve(TOOL_USE_FILE))) {
            templates.put(TOOL_USE, text(directory.resolve(TOOL_USE_FILE)));
        }
        templates.forEach((name, source) -> {
            if (source.isBlank()) {
                throw new ModelException(
                        directory + ": the chat template " + name
                                + " is empty, so that every prompt would be. Take it from the model's own repository, or remove it");
            }
        });
        return templates;
    }

    private static void add(JsonNode node, Map<String, String> templates) {
        if (node.isTextual()) {
            templates.put(DEFAULT, node.textValue());
        }
        if (node.isArray()) {
            node.forEach(named -> templates.put(
                    named.path("name").asText(), named.path("template").asText()));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ModelException(
                    file + " cannot be read: " + e.getMessage() + ". Check that it is UTF-8 and its permissions", e);
        }
    }
}
