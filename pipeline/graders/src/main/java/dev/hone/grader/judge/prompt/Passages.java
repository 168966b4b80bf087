package dev.hone.grader.judge.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was retrieved for a prompt: one text, or passages with ids.
 *
 * @param byId passages in their order; a single text has the empty id
 */
public record Passages(Map<String, String> byId) {

    /** A text, or a list of texts or of objects with an id and a text or content; ids are positions from 1 where there are none. */
    static Passages of(JsonNode context) {
        Map<String, String> byId = new LinkedHashMap<>();
        if (!context.isArray()) {
            byId.put("", context.isTextual() ? context.textValue() : context.toString());
            return new Passages(byId);
        }
        int position = 1;
        for (JsonNode passage : context) {
            byId.put(passage.path("id").asText(Integer.toString(position++)), text(passage));
        }
        return new Passages(byId);
    }

    /** Whether answers can cite passages by their ids. */
    public boolean haveIds() {
        return !byId.containsKey("");
    }

    /** As judges and policies see it: {@code [id] text}. */
    String text() {
        return byId.entrySet().stream()
                .map(passage -> (passage.getKey().isEmpty() ? "" : "[" + passage.getKey() + "] ") + passage.getValue())
                .collect(Collectors.joining("\n\n"));
    }

    private static String text(JsonNode passage) {
        JsonNode text = passage.path("text").isMissingNode() ? passage.path("content") : passage.path("text");
        if (passage.isTextual()) {
            return passage.textValue();
        }
        return text.isTextual() ? text.textValue() : passage.toString();
    }
}
