package dev.hone.config;

import java.util.List;
import java.util.Map;

/** The section {@code model}. */
final class ModelKeys {

    static final Key<String> PATH = Key.existing(
            Key.of("path", KeyTypes.TEXT, "folder of the base model: config.json, safetensors, tokenizer.json")
                    .mustBeWritten());

    static final Key<String> COMPUTE_TYPE = Key.of(
                    "computeType", new Choice<>(Map.of("float32", "float32")), "type of the engine's arithmetic")
            .or("float32");

    static final Section<ModelSpec> SECTION = new Section<>(
            "model",
            "the base model",
            List.of(PATH, COMPUTE_TYPE),
            values -> new ModelSpec(values.get(PATH), values.get(COMPUTE_TYPE)));

    private ModelKeys() {}
}
