package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bodies that are Chat Completions already: gpt-oss, Qwen, Mistral chat, Jamba and others. */
final class ChatCompletionsMapper implements BodyMapper {

    @Override
    public MappedPrompt prompt(JsonNode body) throws RecordRefused {
        ArrayNode messages = ChatMessages.normalise(body.path("messages"), false);
        for (JsonNode message : messages) {
            if (ChatMessages.role(message).equals("assistant")) {
                String text = message.path("content").asText();
                ((ObjectNode) message).put("content", Reasoning.split(text).answer());
            }
        }
        ChatMessages.requirePrompt(messages);
        JsonNode tools = body.path("tools");
        JsonNode choice = body.path("tool_choice");
        return new MappedPrompt(
                messages,
                Optional.of(tools).filter(node -> node.isArray() && !node.isEmpty()),
                Optional.of(choice).filter(node -> node.isTextual() || node.isObject()));
    }

    @Override
    public LoggedAnswer answer(JsonNode body) {
        return body.isArray() ? ofChunks(body) : ofChoice(body.path("choices").path(0));
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
                    function.path("arguments").asText());
        }
        return parts.answer(LoggedAnswer.firstText(choice, "finish_reason", "stop_reason"));
    }

    private static LoggedAnswer ofChunks(JsonNode chunks) {
        AnswerParts parts = new AnswerParts();
        Map<Integer, CallInStream> calls = new TreeMap<>();
        Optional<String> finishReason = Optional.empty();
        for (JsonNode chunk : chunks) {
            JsonNode choice = chunk.path("choices").path(0);
            JsonNode delta = choice.path("delta");
            addTexts(parts, delta);
            for (JsonNode call : delta.path("tool_calls")) {
                calls.computeIfAbsent(call.path("index").asInt(), index -> new CallInStream())
                        .add(call);
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
            arguments.append(call.path("function").path("arguments").asText(""));
        }
    }
}
