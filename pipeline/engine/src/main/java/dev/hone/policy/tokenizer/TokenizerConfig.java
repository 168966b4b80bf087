package dev.hone.policy.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.policy.architecture.ConfigFields;
import dev.hone.policy.architecture.ModelConfigReader;
import dev.hone.policy.template.ChatTemplateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tokenizer's files say apart from the tokenizer itself.
 *
 * @param templateVariables the special tokens that a chat template sees, such as {@code bos_token}
 * @param templates chat templates by name; {@code default} where there is but one
 * @param specialTokens texts and ids of the special tokens in tokenizer.json
 * @param endOfSequenceIds from generation_config.json or else config.json, then the tokenizer's own
 * @param wordBoundaries where texts can be cut and encoded in parts
 */
public record TokenizerConfig(
        Map<String, String> templateVariables,
        Map<String, String> templates,
        Map<String, Integer> specialTokens,
        List<Integer> endOfSequenceIds,
        WordBoundaries wordBoundaries) {

    static final String TOKENIZER = "tokenizer.json";

    /** All files that decide prompts and where completions end, except config.json. */
    public static final List<String> FILES = List.of(
            TOKENIZER,
            "tokenizer_config.json",
            "special_tokens_map.json",
            "generation_config.json",
            ChatTemplateFiles.MAIN,
            ChatTemplateFiles.TOOL_USE_FILE);

    private static final List<String> NAMES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    public TokenizerConfig {
        templateVariables = Map.copyOf(templateVariables);
        templates = Map.copyOf(templates);
        specialTokens = Map.copyOf(specialTokens);
        endOfSequenceIds = List.copyOf(endOfSequenceIds);
    }

    static TokenizerConfig read(Path directory) {
        Optional<ConfigFields> config = optional(directory.resolve("tokenizer_config.json"));
        Map<String, String> variables = new LinkedHashMap<>();
        optional(directory.resolve("special_tokens_map.json")).ifPresent(file -> addVariables(file, variables));
        config.ifPresent(file -> addVariables(file, variables));
        JsonNode tokenizer =
                ModelConfigReader.open(directory.resolve(TOKENIZER)).root();
        Map<String, Integer> special = specialTokens(tokenizer);
        List<Integer> ends = new ArrayList<>(declaredEnds(directory));
        Optional.ofNullable(variables.get("eos_token"))
                .map(special::get)
                .filter(id -> !ends.contains(id))
                .ifPresent(ends::add);
        return new TokenizerConfig(
                variables, ChatTemplateFiles.read(directory, config), special, ends, WordBoundaries.of(tokenizer));
    }

    private static Optional<ConfigFields> optional(Path file) {
        return Files.exists(file) ? Optional.of(ModelConfigReader.open(file)) : Optional.empty();
    }

    /** A special token is a text, or an object with its content. */
    private static void addVariables(ConfigFields file, Map<String, String> variables) {
        for (String name : NAMES) {
            file.present(name)
                    .map(node -> node.isObject() ? node.path("content") : node)
                    .filter(JsonNode::isTextual)
                    .ifPresent(node -> variables.put(name, node.textValue()));
        }
    }

    private static Map<String, Integer> specialTokens(JsonNode tokenizer) {
        Map<String, Integer> special = new LinkedHashMap<>();
        for (JsonNode token : tokenizer.path("added_tokens")) {
            if (token.path("special").asBoolean()
                    && !token.path("content").asText().isEmpty()) {
                special.put(token.path("content").asText(), token.path("id").asInt());
            }
        }
        return special;
    }

    private static List<Integer> declaredEnds(Path directory) {
        return optional(directory.resolve("generation_config.json"))
                .filter(file -> file.present("eos_token_id").isPresent())
                .or(() -> optional(directory.resolve("config.json")))
                .map(file -> file.tokenIds("eos_token_id", Integer.MAX_VALUE))
                .orElse(List.of());
    }
}
