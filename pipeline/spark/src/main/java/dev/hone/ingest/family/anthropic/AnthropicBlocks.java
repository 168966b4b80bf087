package dev.hone.ingest.family.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The content blocks of Anthropic's Messages: objects whose type names the kind. */
final class AnthropicBlocks {

    /** Calls and results become messages of their own; reasoning does not enter the prompt. */
    private static final Set<String> WITHOUT_TEXT = Set.of("thinking", "redacted_thinking", "tool_use", "tool_result");

    private static final Set<String> NOT_TEXT = Set.of("image", "document");

    private AnthropicBlocks() {}

    static boolean is(JsonNode block, String type) {
        return block.path("type").asText().equals(type);
    }

    /** The texts of a content that is a text, a list of blocks, or absent. */
    static List<String> texts(JsonNode content) throws RecordRefused {
        List<String> texts = new ArrayList<>();
        if (content.isTextual()) {
            texts.add(content.textValue());
            return texts;
        }
        for (JsonNode block : content) {
            String type = block.path("type").asText();
            if (type.equals("text") && block.path("text").isTextual()) {
                texts.add(block.get("text").textValue());
            } else if (!WITHOUT_TEXT.contains(type)) {
                boolean notText = NOT_TEXT.contains(type);
                throw new RecordRefused(
                        notText ? QuarantineReason.NOT_TEXT_ONLY : QuarantineReason.UNSUPPORTED_BLOCK,
                        type.isEmpty() ? "a block without type" : type);
            }
        }
        return texts;
    }

    /** The reasoning among the blocks of a turn; what is encrypted cannot be kept. */
    static List<String> reasoning(JsonNode content) {
        List<String> reasoning = new ArrayList<>();
        for (JsonNode block : content) {
            if (is(block, "thinking") || is(block, "redacted_thinking")) {
                reasoning.add(block.path("thinking").asText(""));
            }
        }
        return reasoning;
    }

    static ObjectNode toolCall(JsonNode block) throws RecordRefused {
        String name = block.path("name").asText();
        if (name.isBlank()) {
            throw new RecordRefused(QuarantineReason.INVALID_TOOL_CALLS, "a tool_use without name");
        }
        JsonNode input = block.path("input");
        return ChatNodes.toolCall(block.path("id").asText(), name, input.isMissingNode() ? "{}" : input.toString());
    }
}
