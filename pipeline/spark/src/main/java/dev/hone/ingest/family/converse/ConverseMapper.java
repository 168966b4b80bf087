package dev.hone.ingest.family.converse;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bodies of Converse and ConverseStream, and those of Amazon Nova, which have the same shape. */
public final class ConverseMapper implements BodyMapper {

    @Override
    public MappedPrompt prompt(JsonNode body) throws RecordRefused {
        JsonNode turns = body.path("messages");
        if (!turns.isArray()) {
            throw new RecordRefused(QuarantineReason.MISSING_MESSAGES, "");
        }
        ArrayNode messages = Nodes.array();
        system(body.path("system")).ifPresent(messages::add);
        for (JsonNode turn : turns) {
            addTurn(messages, turn);
        }
        JsonNode toolConfig = body.path("toolConfig");
        return MappedPrompt.of(messages, tools(toolConfig.path("tools")), toolChoice(toolConfig.path("toolChoice")));
    }

    @Override
    public LoggedAnswer answer(JsonNode body) {
        return ConverseAnswers.read(body);
    }

    private static Optional<ObjectNode> system(JsonNode system) throws RecordRefused {
        List<String> texts = new ArrayList<>();
        for (JsonNode block : system) {
            ConverseBlocks.text(block).ifPresent(texts::add);
        }
        texts.removeIf(String::isBlank);
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(ChatNodes.message("system", String.join("\n\n", texts)));
    }

    private static void addTurn(ArrayNode messages, JsonNode turn) throws RecordRefused {
        JsonNode content = turn.path("content");
        String role = ChatMessages.role(turn);
        if (!content.isArray()) {
            throw new RecordRefused(QuarantineReason.INVALID_MESSAGE, "content is not a list of blocks");
        }
        switch (role) {
            case "user" -> addUserTurn(messages, content);
            case "assistant" -> addAssistantTurn(messages, content);
            case "system" -> messages.add(ChatNodes.message(role, String.join("\n\n", texts(content))));
            default -> throw new RecordRefused(QuarantineReason.INVALID_ROLE, role);
        }
    }

    private static void addUserTurn(ArrayNode messages, JsonNode content) throws RecordRefused {
        List<String> texts = new ArrayList<>();
        int before = messages.size();
        for (JsonNode block : content) {
            if (block.has("toolResult")) {
                JsonNode result = block.get("toolResult");
                messages.add(
                        ChatNodes.toolResult(result.path("toolUseId").asText(), ConverseBlocks.resultText(result)));
            } else {
                ConverseBlocks.text(block).ifPresent(texts::add);
            }
        }
        if (!texts.isEmpty() || messages.size() == before) {
            messages.add(ChatNodes.message("user", String.join("\n", texts)));
        }
    }

    private static void addAssistantTurn(ArrayNode messages, JsonNode content) throws RecordRefused {
        ArrayNode calls = Nodes.array();
        for (JsonNode block : content) {
            if (block.has("toolUse")) {
                calls.add(ConverseBlocks.toolCall(block.get("toolUse")));
            }
        }
        ObjectNode message = ChatNodes.assistant(texts(content), calls, ConverseBlocks.reasoning(content));
        if (!ChatNodes.isEmptyTurn(message)) {
            messages.add(message);
        }
    }

    private static List<String> texts(JsonNode content) throws RecordRefused {
        List<String> texts = new ArrayList<>();
        for (JsonNode block : content) {
            if (!block.has("toolUse")) {
                ConverseBlocks.text(block).ifPresent(texts::add);
            }
        }
        return texts;
    }

    private static Optional<JsonNode> tools(JsonNode tools) throws RecordRefused {
        ArrayNode functions = Nodes.array();
        for (JsonNode tool : tools) {
            JsonNode spec = tool.path("toolSpec");
            if (spec.isObject()) {
                functions.add(ChatNodes.function(
                        spec.path("name").asText(),
                        spec.path("description"),
                        spec.path("inputSchema").path("json")));
            } else if (!tool.has("cachePoint")) {
                throw new RecordRefused(QuarantineReason.UNSUPPORTED_BLOCK, "a tool that is not a toolSpec");
            }
        }
        return functions.isEmpty() ? Optional.empty() : Optional.of(functions);
    }

    private static Optional<JsonNode> toolChoice(JsonNode choice) {
        if (choice.has("tool")) {
            ObjectNode named = Nodes.object().put("type", "function");
            named.putObject("function").set("name", choice.get("tool").path("name"));
            return Optional.of(named);
        }
        if (choice.has("any")) {
            return Optional.of(Nodes.text("required"));
        }
        return choice.has("auto") ? Optional.of(Nodes.text("auto")) : Optional.empty();
    }
}
