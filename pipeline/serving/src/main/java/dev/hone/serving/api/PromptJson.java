package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.schema.PromptRow;

/** A prompt beside its completions. */
final class PromptJson {

    private PromptJson() {}

    static void put(PromptRow prompt, ObjectNode node) {
        node.set("messages", StoredJson.of(prompt.messages()));
        prompt.referenceAnswer().ifPresent(reference -> node.put("reference", reference));
        prompt.metadata().ifPresent(metadata -> node.set("metadata", StoredJson.of(metadata)));
    }
}
