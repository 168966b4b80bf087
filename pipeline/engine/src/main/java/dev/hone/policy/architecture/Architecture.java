package dev.hone.policy.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A family of decoders that Hone computes exactly: how its config.json is read beyond what all families share. The defaults are those of
 * the family's class in transformers, because config.json may leave them out. docs/models.md tells how to add one.
 */
sealed interface Architecture
        permits LlamaArchitecture, MistralArchitecture, Phi3Architecture, Qwen2Architecture, Qwen3Architecture {

    List<Architecture> ALL = List.of(
            new LlamaArchitecture(),
            new MistralArchitecture(),
            new Phi3Architecture(),
            new Qwen2Architecture(),
            new Qwen3Architecture());

    /** The family's {@code model_type}. */
    String modelType();

    /** The language model's class in transformers, as config.json names it under {@code architectures}. */
    String className();

    /** What holds where config.json is silent. */
    ConfigDefaults defaults();

    /** What the blocks are made of. */
    BlockLayout blocks(ConfigFields fields, int layers);

    /** The family of a config.json; another one is refused by its field. */
    static Architecture of(ConfigFields fields) {
        Architecture found = ALL.stream()
                .filter(one -> one.modelType().equals(fields.text("model_type", "")))
                .findFirst()
                .orElseThrow(() -> fields.refusal("model_type", "the architectures supported are " + names(), fix()));
        for (JsonNode name : fields.root().path("architectures")) {
            if (!name.asText().equals(found.className())) {
                throw fields.refusal(
                        "architectures", "of " + found.modelType() + " only " + found.className() + " loads", fix());
            }
        }
        return found;
    }

    /** What to do about a setting that is not supported. */
    static String fix() {
        return "Use a checkpoint that docs/models.md lists";
    }

    private static String names() {
        return ALL.stream().map(Architecture::modelType).collect(Collectors.joining(", "));
    }
}
