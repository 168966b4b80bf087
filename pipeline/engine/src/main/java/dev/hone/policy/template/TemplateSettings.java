package dev.hone.policy.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a chat template sees beside the conversation: a part of every prompt, so the same for ingest, training and evaluation.
 *
 * @param now what templates that print a date take for now; fixed, or a run resumed tomorrow would train on other prompts than it sampled
 * @param variables further variables by name, such as {@code enable_thinking}
 */
public record TemplateSettings(LocalDateTime now, Map<String, JsonNode> variables) implements Serializable {

    private static final Set<String> RESERVED = Set.of("messages", "tools", "add_generation_prompt");

    /** The first day of 2025 and no variables. */
    public static final TemplateSettings DEFAULT = at(LocalDateTime.of(2025, 1, 1, 0, 0));

    public TemplateSettings {
        variables = Map.copyOf(variables);
        TreeSet<String> reserved = new TreeSet<>(variables.keySet());
        reserved.retainAll(RESERVED);
        if (!reserved.isEmpty()) {
            throw new IllegalArgumentException(
                    "templateVariables cannot hold " + reserved + ", which the prompt itself decides. Remove it");
        }
    }

    /** This date without variables. */
    public static TemplateSettings at(LocalDateTime now) {
        return new TemplateSettings(now, Map.of());
    }
}
