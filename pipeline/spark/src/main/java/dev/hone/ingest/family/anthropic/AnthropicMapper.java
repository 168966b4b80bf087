package dev.hone.ingest.family.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.BodyMapper;
import dev.hone.ingest.family.ChatMessages;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.family.LoggedAnswer;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.List;
import java.util.Optional;

/** Bodies of InvokeModel for Anthropic's Messages. */
public final class AnthropicMapper implements BodyMapper {

    @Override
    public MappedPrompt prompt(JsonNode body) throws RecordRefused {
        JsonNode turns = body.path("messages");
        if (!turns.isArray()) {
            throw new RecordRefused(QuarantineReason.MISSING_MESSAGES, "");
        }
        ArrayNode messages = Nodes.array();
        List<String> system = AnthropicBlocks.texts(body.path("system"));
        system.removeIf(String::isBlank);
        if (!system.isEmpty()) {
            messages.add(ChatNodes.message("system", String.join("\n\n", system)));
        }
        for (JsonNode turn : turns) {
            addTurn(messages, turn);
        }
        return MappedPrompt.of(messages, tools(body.path("tools")), toolChoice(body.path("tool_choice")));
    }

    @Override
    public LoggedAnswer answer(JsonNode body) {
        return AnthropicAnswers.read(body);
    }

    private static void addTurn(ArrayNode messages, JsonNode turn) throws RecordRefused {
        JsonNode content = turn.path("content");
        String role = ChatMessages.role(turn);
        if (!content.isTextual() && !content.isArray()) {
            throw new RecordRefused(QuarantineReason.INVALID_MESSAGE, "content is neither a text nor a list of blocks");
        }
        switch (role) {
            case "user" -> addUserTurn(messages, content);
            case "assistant" -> addAssistantTurn(messages, content);
            case "system" -> messages.add(ChatNodes.message(role, String.join("\n\n", AnthropicBlocks.texts(content))));
            default -> throw new RecordRefused(QuarantineReason.INVALID_ROLE, role);
        }
    }

    private static void addUserTurn(ArrayNode messages, JsonNode content) throws RecordRefused {
        List<String> texts = AnthropicBlocks.texts(content);
        int before = messages.size();
        for (JsonNode block : content) {
            if (AnthropicBlocks.is(block, "tool_result")) {
                String text = String.join("\n", AnthropicBlocks.texts(block.path("content")));
                messages.add(ChatNodes.toolResult(block.path("tool_use_id").asText(), text));
            }
        }
        if (!texts.isEmpty() || messages.size() == before) {
            messages.add(ChatNodes.message("user", String.join("\n", texts)));
        }
    }

    private static void addAssistantTurn(ArrayNode messages, JsonNode content) throws RecordRefused {
        List<String> texts = AnthropicBlocks.texts(content);
        ArrayNode calls = Nodes.array();
        for (JsonNode block : content) {
            if (AnthropicBlocks.is(block, "tool_use")) {
                calls.add(AnthropicBlocks.toolCall(block));
            }
        }
        ObjectNode message = ChatNodes.assistant(texts, calls, AnthropicBlocks.reasoning(content));
        if (!ChatNodes.isEmptyTurn(message)) {
            messages.add(message);
        }
    }

    private static Optional<JsonNode> tools(JsonNode tools) throws RecordRefused {
        ArrayNode functions = Nodes.array();
        for (JsonNode tool : tools) {
            String type = tool.path("type").asText("custom");
            if (!type.equals("custom")) {
                throw new RecordRefused(QuarantineReason.UNSUPPORTED_BLOCK, "the tool " + type);
            }
            functions.add(ChatNodes.function(
                    tool.path("name").asText(), tool.path("description"), tool.path("input_schema")));
        }
        return functions.isEmpty() ? Optional.empty() : Optional.of(functions);
    }

    private static Optional<JsonNode> toolChoice(JsonNode choice) {
        return switch (choice.path("type").asText()) {
            case "auto", "none" -> Optional.of(choice.get("type"));
            case "any" -> Optional.of(Nodes.text("required"));
            case "tool" -> {
                ObjectNode named = Nodes.object().put("type", "function");
                named.putObject("function").set("name", choice.path("name"));
                yield Optional.of(named);
            }
            default -> Optional.empty();
        };
    }
}
