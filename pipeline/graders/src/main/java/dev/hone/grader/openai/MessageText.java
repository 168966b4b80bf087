package dev.hone.grader.openai;

import dev.hone.reward.RewardParameters;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of a message, which may be a text, a part with a text, or a list of these. */
final class MessageText {

    private MessageText() {}

    static String of(RewardParameters message, String key) {
        return text(message, key, message.values().get(key));
    }

    private static String text(RewardParameters message, String key, Object content) {
        if (content instanceof String text) {
            return text;
        }
        if (content instanceof Map<?, ?> part && part.get("text") instanceof String text) {
            return text;
        }
        if (content instanceof List<?> parts) {
            return parts.stream().map(part -> text(message, key, part)).collect(Collectors.joining("\n"));
        }
        message.problem(
                key, "is no text", "Write a text, or parts of the type input_text; images and sound are not judged");
        return "";
    }
}
