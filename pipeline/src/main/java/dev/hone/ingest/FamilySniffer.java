package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells the family of a logged call by the shape of its bodies first and by its model id second, since a model id may be an opaque
 * profile.
 */
final class FamilySniffer {

    private static final List<String> OTHER_MODELS = List.of(
            "embed", "rerank", "stability.", "titan-image", "nova-canvas", "nova-reel", "nova-sonic", "twelvelabs.");
    private static final List<String> OTHER_ANSWERS =
            List.of("embedding", "embeddings", "embeddingsByType", "images", "artifacts");
    private static final List<String> OTHER_REQUESTS = List.of("taskType", "text_prompts", "texts", "input_type");

    private FamilySniffer() {}

    /** Whether the call was one of a model that embeds, ranks or paints. */
    static boolean isNotTextGeneration(String modelId, JsonNode request, JsonNode response) {
        String model = modelId.toLowerCase(Locale.ROOT);
        boolean titanEmbedding = request.has("inputText") && request.has("normalize");
        return OTHER_MODELS.stream().anyMatch(model::contains)
                || OTHER_ANSWERS.stream().anyMatch(response::has)
                || OTHER_REQUESTS.stream().anyMatch(request::has)
                || titanEmbedding;
    }

    /** The family, or nothing where the shape is not known. */
    static Optional<PromptFamily> family(String operation, String modelId, JsonNode request, JsonNode response) {
        String model = modelId.toLowerCase(Locale.ROOT);
        if (operation.startsWith("Converse")) {
            return Optional.of(PromptFamily.CONVERSE);
        }
        if (request.path("messages").isArray()) {
            return Optional.of(ofMessages(model, request));
        }
        if (request.path("prompt").isTextual()) {
            boolean llama = isLlama(model, request.get("prompt").textValue(), response);
            return llama ? Optional.of(PromptFamily.LLAMA_TEXT) : Optional.empty();
        }
        return request.path("inputText").isTextual() ? Optional.of(PromptFamily.TITAN_TEXT) : Optional.empty();
    }

    static BodyMapper mapper(PromptFamily family) {
        return switch (family) {
            case CONVERSE, NOVA_MESSAGES -> new ConverseMapper();
            case ANTHROPIC_MESSAGES -> new AnthropicMapper();
            case LLAMA_TEXT -> new LlamaTextMapper();
            case TITAN_TEXT -> new TitanMapper();
            case CHAT_COMPLETIONS, CHAT_JSONL -> new ChatCompletionsMapper();
        };
    }

    private static PromptFamily ofMessages(String model, JsonNode request) {
        if (request.has("anthropic_version") || model.contains("anthropic.")) {
            return PromptFamily.ANTHROPIC_MESSAGES;
        }
        boolean keyedBlocks = false;
        for (JsonNode message : request.get("messages")) {
            JsonNode block = message.path("content").path(0);
            keyedBlocks |= block.isObject() && !block.has("type");
        }
        boolean nova = keyedBlocks || request.path("schemaVersion").asText().equals("messages-v1");
        return nova ? PromptFamily.NOVA_MESSAGES : PromptFamily.CHAT_COMPLETIONS;
    }

    private static boolean isLlama(String model, String prompt, JsonNode response) {
        JsonNode first = response.isArray() ? response.path(0) : response;
        return first.has("generation")
                || model.contains("llama")
                || HeaderMarkers.LLAMA_3.marks(prompt)
                || HeaderMarkers.LLAMA_4.marks(prompt);
    }
}
