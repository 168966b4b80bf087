package dev.hone.serving.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.schema.PromptRow;
import java.util.Optional;

/** A prompt in one line: the beginning of what the user said last. */
final class Question {

    private static final int MAX_CHARACTERS = 90;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Question() {}

    /** The line; the prompt's id where the prompt is no longer there, or nobody said anything in words. */
    static String of(Optional<PromptRow> prompt, String promptId) {
        return prompt.flatMap(row -> lastOfUser(row.messages()))
                .map(Question::shortened)
                .orElse(promptId);
    }

    private static Optional<String> lastOfUser(String messages) {
        Optional<String> last = Optional.empty();
        for (JsonNode message : json(messages)) {
            JsonNode content = message.path("content");
            if (message.path("role").asText().equals("user") && content.isTextual()) {
                last = Optional.of(content.asText());
            }
        }
        return last.filter(text -> !text.isBlank());
    }

    private static JsonNode json(String messages) {
        try {
            return JSON.readTree(messages);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= MAX_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS)) + "…";
    }
}
