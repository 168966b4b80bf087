package dev.hone.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.chat.FakeChatEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a sensible judge answers who knows the right answers of a file: of the completion that it is shown it says all that is good where that
 * is the right answer to its prompt, and else all that is bad. It fills any form that it is asked for.
 */
final class SensibleJudge {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern SHOWN = Pattern.compile("(?s)<([\\w-]+) ([0-9a-f]+)>\\n(.*?)\\n</\\1 \\2>");

    private final Map<String, JsonNode> right = new LinkedHashMap<>();

    /** One who knows the answers of a file of chat JSON lines. */
    SensibleJudge(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode row = JSON.readTree(line);
                JsonNode messages = row.path("messages");
                right.put(messages.path(messages.size() - 1).path("content").asText(), row.path("reference_answer"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to the body of a request. */
    String answer(JsonNode request) {
        String question = FakeChatEndpoint.question(request);
        Map<String, String> shown = new LinkedHashMap<>();
        SHOWN.matcher(question).results().forEach(part -> shown.put(part.group(1), part.group(3)));
        JsonNode schema = request.path("response_format").path("json_schema").path("schema");
        return filled(schema, "", new Row(question, shown)).toString();
    }

    private record Row(String question, Map<String, String> shown) {

        boolean says(String part, String words) {
            return shown.getOrDefault(part, "").contains(words);
        }
    }

    private JsonNode filled(JsonNode schema, String name, Row row) {
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema, name, row);
            case "array" -> list(schema, row);
            case "boolean" -> JSON.getNodeFactory().booleanNode(isSo(name, row));
            case "number", "integer" -> schema.path(isRight(row, "completion") ? "maximum" : "minimum");
            default ->
                JSON.getNodeFactory()
                        .textNode(
                                schema.has("enum")
                                        ? (isRight(row, "completion") ? "supported" : "not_in_context")
                                        : "I looked");
        };
    }

    private ObjectNode object(JsonNode schema, String name, Row row) {
        ObjectNode object = JSON.createObjectNode();
        schema.path("properties")
                .fields()
                .forEachRemaining(field -> object.set(
                        field.getKey(), filled(field.getValue(), name.isEmpty() ? field.getKey() : name, row)));
        return object;
    }

    /** One of each that is placed; else one thing to say. */
    private ArrayNode list(JsonNode schema, Row row) {
        ArrayNode list = JSON.createArrayNode();
        JsonNode ids = schema.path("items").path("properties").path("id").path("enum");
        ids.forEach(id -> list.addObject()
                .put("id", id.asText())
                .put("reason", "I looked")
                .put("score", isRight(row, id.asText()) ? 1 : 0));
        if (ids.isEmpty()) {
            list.add(filled(schema.path("items"), "", row));
        }
        return list;
    }

    private boolean isSo(String name, Row row) {
        return switch (name) {
            case "abstains" -> row.says("completion", "do not tell") && isRight(row, "completion");
            case "context_has_answer" -> row.says("prompt", "What colour");
            case "makes_up", "refuses", "off_topic" -> !isRight(row, "completion");
            default -> isRight(row, "completion");
        };
    }

    private boolean isRight(Row row, String part) {
        String completion = row.shown().getOrDefault(part, "").strip();
        return right.entrySet().stream()
                .filter(known -> row.question().contains(known.getKey()))
                .anyMatch(known -> known.getValue().equals(read(completion, known.getValue())));
    }

    private static JsonNode read(String completion, JsonNode like) {
        try {
            return like.isTextual() ? JSON.getNodeFactory().textNode(completion) : JSON.readTree(completion);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
