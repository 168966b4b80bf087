package dev.hone.grader.judge.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A conversation as text, for people and judges. */
final class ConversationText {

    private static final String SYSTEM = "system";

    private ConversationText() {}

    /** All messages; a single one without its role. */
    static String of(JsonNode messages) {
        return text(messages, role -> true);
    }

    /** The messages of the system; empty if there are none. */
    static String ofSystem(JsonNode messages) {
        return text(messages, SYSTEM::equals);
    }

    private static String text(JsonNode messages, Predicate<String> roles) {
        List<JsonNode> shown = new ArrayList<>();
        messages.forEach(message -> {
            if (roles.test(message.path("role").asText())) {
                shown.add(message);
            }
        });
        return shown.size() == 1
                ? content(shown.get(0).path("content"))
                : shown.stream()
                        .map(message -> message.path("role").asText() + ": " + content(message.path("content")))
                        .collect(Collectors.joining("\n\n"));
    }

    /** A text, or the texts of a list of parts; what is no text is named. */
    private static String content(JsonNode content) {
        if (!content.isArray()) {
            return content.isNull() || content.isMissingNode() ? "" : content.asText(content.toString());
        }
        List<String> parts = new ArrayList<>();
        content.forEach(part -> parts.add(
                part.path("text").isTextual()
                        ? part.path("text").textValue()
                        : "[" + part.path("type").asText("part") + "]"));
        return String.join("\n", parts);
    }
}
