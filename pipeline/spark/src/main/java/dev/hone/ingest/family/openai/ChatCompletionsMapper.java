package dev.hone.ingest.family.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.family.AnswerParts;
import dev.hone.ingest.family.BodyMapper;
import dev.hone.ingest.family.ChatMessages;
import dev.hone.ingest.family.ChatTools;
import dev.hone.ingest.family.LoggedAnswer;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bodies that are Chat Completions already: gpt-oss, Qwen, Mistral chat, Jamba and others. */
public final class ChatCompletionsMapper implements BodyMapper {

    @Override
    public MappedPrompt prompt(JsonNode body) throws RecordRefused {
        ArrayNode messages = ChatMessages.normalise(body.path("messages"), false);
        JsonNode tools = body.path("tools");
        JsonNode choice = body.path("tool_choice");
        return MappedPrompt.of(
                messages,
                Optional.of(tools).filter(node -> node.isArray() && !node.isEmpty()),
                Optional.of(choice)
                        .filter(node -> node.isTextual() || node.isObject())
                        .map(ChatCompletionsMapper::choice));
    }

    @Override
    public LoggedAnswer answer(JsonNode body) {
        return body.isArray() ? ofChunks(body) : ofChoice(body.path("choices").path(0));
    }

    /** Mistral's word for a call that must be made is any. */
    private static JsonNode choice(JsonNode choice) {
        return choice.asText().equals("any") ? Nodes.text("required") : choice;
    }

    private static LoggedAnswer ofChoice(JsonNode choice) {
        AnswerParts parts = new AnswerParts();
        JsonNode message = choice.path("message");
        addTexts(parts, message);
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            parts.addCall(
                    call.path("id").asText(),
                    function.path("name").asText(),
                    ChatTools.argumentsText(function.path("arguments")));
        }
        return parts.answer(LoggedAnswer.firstText(choice, "finish_reason", "stop_reason"));
    }

    private static LoggedAnswer ofChunks(JsonNode chunks) {
        AnswerParts parts = new AnswerParts();
        Map<Integer, CallInStream> calls = new TreeMap<>();
        Optional<String> finishReason = Optional.empty();
        for (JsonNode chunk : chunks) {
            JsonNode choice = chunk.path("choices").path(0);
            // Mistral's chunks hold a message like whole answers.
            JsonNode delta = choice.has("delta") ? choice.get("delta") : choice.path("message");
            addTexts(parts, delta);
            for (JsonNode call : delta.path("tool_calls")) {
                int place = call.has("index") ? call.path("index").asInt() : calls.size();
                calls.computeIfAbsent(place, unseen -> new CallInStream()).add(call);
            }
            Optional<String> finish = LoggedAnswer.firstText(choice, "finish_reason", "stop_reason");
            finishReason = finish.isPresent() ? finish : finishReason;
        }
        calls.values().forEach(call -> parts.addCall(call.id, call.name, call.arguments.toString()));
        return parts.answer(finishReason);
    }

    private static void addTexts(AnswerParts parts, JsonNode message) {
        parts.text().append(message.path("content").asText(""));
        LoggedAnswer.firstText(message, "reasoning_content", "reasoning").ifPresent(parts.reasoning()::append);
    }

    /** A call whose id and name come in one chunk and whose arguments in many. */
    private static final class CallInStream {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();

        private void add(JsonNode call) {
            id = LoggedAnswer.firstText(call, "id").orElse(id);
            name = LoggedAnswer.firstText(call.path("function"), "name").orElse(name);
            JsonNode more = call.path("function").path("arguments");
            arguments.append(more.isMissingNode() || more.isNull() ? "" : ChatTools.argumentsText(more));
        }
    }
}
