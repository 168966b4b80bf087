package dev.hone.ingest.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.family.anthropic.AnthropicMapper;
import dev.hone.ingest.family.cohere.CohereMapper;
import dev.hone.ingest.family.completion.CompletionForm;
import dev.hone.ingest.family.converse.ConverseMapper;
import dev.hone.ingest.family.openai.ChatCompletionsMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells the family of a logged call by the shape of its bodies first and by its model id second, since a model id may be an opaque
 * profile.
 */
public final class FamilySniffer {

    private static final List<String> OTHER_MODELS = List.of(
            "embed",
            "rerank",
            "stability.",
            "titan-image",
            "nova-canvas",
            "nova-reel",
            "nova-sonic",
            "twelvelabs.",
            "luma.");
    private static final List<String> OTHER_ANSWERS =
            List.of("embedding", "embeddings", "embeddingsByType", "images", "artifacts");
    private static final List<String> OTHER_REQUESTS = List.of("taskType", "text_prompts", "texts", "input_type");

    private FamilySniffer() {}

    /** Whether the call was one of a model that embeds, ranks or paints. */
    public static boolean isNotTextGeneration(String modelId, JsonNode request, JsonNode response) {
        String model = modelId.toLowerCase(Locale.ROOT);
        boolean titanEmbedding = request.has("inputText")
                && (request.has("normalize") || request.has("dimensions") || request.has("embeddingConfig"));
        boolean ranking = request.has("query") && request.has("documents");
        return OTHER_MODELS.stream().anyMatch(model::contains)
                || OTHER_ANSWERS.stream().anyMatch(response::has)
                || OTHER_REQUESTS.stream().anyMatch(request::has)
                || titanEmbedding
                || ranking;
    }

    /** The form of the bodies, or nothing where their shape is not known. */
    public static Optional<LogForm> form(String operation, String modelId, JsonNode request, JsonNode response) {
        String model = modelId.toLowerCase(Locale.ROOT);
        if (operation.startsWith("Converse")) {
            return Optional.of(new LogForm("converse", new ConverseMapper()));
        }
        if (request.path("messages").isArray()) {
            return Optional.of(ofMessages(model, request));
        }
        if (request.path("message").isTextual()) {
            return Optional.of(new LogForm("cohere_chat", new CohereMapper()));
        }
        if (request.path("prompt").isTextual()) {
            return CompletionForm.of(model, request.get("prompt").textValue(), request, response)
                    .map(form -> LogForm.ofText("prompt", form));
        }
        boolean titan = request.path("inputText").isTextual();
        return titan ? Optional.of(LogForm.ofText("inputText", CompletionForm.TITAN)) : Optional.empty();
    }

    private static LogForm ofMessages(String model, JsonNode request) {
        if (request.has("anthropic_version")) {
            return new LogForm("anthropic_messages", new AnthropicMapper());
        }
        if (hasKeyedBlocks(request) || request.path("schemaVersion").asText().equals("messages-v1")) {
            return new LogForm("nova_messages", new ConverseMapper());
        }
        return model.contains("anthropic.")
                ? new LogForm("anthropic_messages", new AnthropicMapper())
                : new LogForm("chat_completions", new ChatCompletionsMapper());
    }

    /** Whether contents are blocks whose one key names their kind, rather than a field type. */
    private static boolean hasKeyedBlocks(JsonNode request) {
        boolean keyed = false;
        for (JsonNode message : request.get("messages")) {
            JsonNode block = message.path("content").path(0);
            keyed |= block.isObject() && !block.has("type");
        }
        return keyed;
    }
}
