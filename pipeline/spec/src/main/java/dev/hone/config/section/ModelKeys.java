package dev.hone.config.section;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.config.key.Choice;
import dev.hone.config.key.Key;
import dev.hone.config.key.KeyTypes;
import dev.hone.config.key.PlainValuesType;
import dev.hone.config.key.Section;
import dev.hone.config.key.Values;
import dev.hone.policy.template.TemplateSettings;
import dev.hone.settings.ModelSettings;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code model}. */
final class ModelKeys {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final Key<String> PATH = Key.existingPath(
                    "path", "folder of the base model: config.json, safetensors, tokenizer.json")
            .mustBeWritten();

    static final Key<String> COMPUTE_TYPE = Key.of(
                    "computeType", new Choice<>(Map.of("float32", "float32")), "type of the engine's arithmetic")
            .or("float32");

    static final Key<Map<String, Object>> TEMPLATE_VARIABLES = Key.of(
                    "templateVariables",
                    new PlainValuesType(),
                    "what the chat template sees beside the messages, such as enable_thinking: false")
            .or(Map.of());

    static final Key<LocalDate> PROMPT_DATE = Key.of(
                    "promptDate",
                    KeyTypes.DATE,
                    "the day that chat templates print; fixed, so that a run has the same prompts tomorrow")
            .or(TemplateSettings.DEFAULT.now().toLocalDate());

    static final Section<ModelSettings> SECTION = new Section<>(
            "model",
            "the base model",
            List.of(PATH, COMPUTE_TYPE, TEMPLATE_VARIABLES, PROMPT_DATE, ReasoningKeys.REASONING),
            values -> new ModelSettings(
                    values.get(PATH), values.get(COMPUTE_TYPE), template(values), values.get(ReasoningKeys.REASONING)));

    private ModelKeys() {}

    private static TemplateSettings template(Values values) {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        values.get(TEMPLATE_VARIABLES).forEach((name, value) -> variables.put(name, JSON.valueToTree(value)));
        return new TemplateSettings(values.get(PROMPT_DATE).atStartOfDay(), variables);
    }
}
