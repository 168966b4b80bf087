package dev.hone.ingest.family.converse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The content blocks of Converse: objects whose one key names the kind. */
final class ConverseBlocks {

    private static final Set<String> WITHOUT_TEXT = Set.of("cachePoint", "reasoningContent");
    private static final Set<String> NOT_TEXT = Set.of("image", "document", "video", "audio");

    private ConverseBlocks() {}

    /** The text of a block; none for reasoning and cache points. */
    static Optional<String> text(JsonNode block) throws RecordRefused {
        if (block.path("text").isTextual()) {
            return Optional.of(block.get("text").textValue());
        }
        if (block.has("guardContent")) {
            return Optional.of(guardText(block.get("guardContent")));
        }
        if (block.has("citationsContent")) {
            return Optional.of(joined(block.get("citationsContent").path("content")));
        }
        String kind = kind(block);
        if (WITHOUT_TEXT.contains(kind)) {
            return Optional.empty();
        }
        throw refused(kind);
    }

    /** The reasoning among the blocks of a turn; what is encrypted cannot be kept. */
    static List<String> reasoning(JsonNode content) {
        List<String> reasoning = new ArrayList<>();
        for (JsonNode block : content) {
            if (block.has("reasoningContent")) {
                reasoning.add(block.path("reasoningContent")
                        .path("reasoningText")
                        .path("text")
                        .asText(""));
            }
        }
        return reasoning;
    }

    /** The result of a tool: its texts and JSON values, one per line. */
    static String resultText(JsonNode result) throws RecordRefused {
        List<String> texts = new ArrayList<>();
        for (JsonNode block : result.path("content")) {
            if (block.has("json")) {
                texts.add(block.get("json").toString());
            } else {
                text(block).ifPresent(texts::add);
            }
        }
        return String.join("\n", texts);
    }

    static ObjectNode toolCall(JsonNode toolUse) throws RecordRefused {
        String name = toolUse.path("name").asText();
        if (name.isBlank()) {
            throw new RecordRefused(QuarantineReason.INVALID_TOOL_CALLS, "a toolUse without name");
        }
        JsonNode input = toolUse.path("input");
        return ChatNodes.toolCall(
                toolUse.path("toolUseId").asText(), name, input.isMissingNode() ? "{}" : input.toString());
    }

    private static String guardText(JsonNode guard) throws RecordRefused {
        if (guard.path("text").path("text").isTextual()) {
            return guard.get("text").get("text").textValue();
        }
        throw refused(kind(guard));
    }

    private static String joined(JsonNode blocks) {
        StringBuilder text = new StringBuilder();
        blocks.forEach(block -> text.append(block.path("text").asText()));
        return text.toString();
    }

    private static String kind(JsonNode block) {
        return block.isObject() && !block.isEmpty() ? block.fieldNames().next() : "an empty block";
    }

    private static RecordRefused refused(String kind) {
        boolean notText = NOT_TEXT.contains(kind);
        return new RecordRefused(notText ? QuarantineReason.NOT_TEXT_ONLY : QuarantineReason.UNSUPPORTED_BLOCK, kind);
    }
}
