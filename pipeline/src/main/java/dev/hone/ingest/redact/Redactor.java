package dev.hone.ingest.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Replaces what a {@link Redaction} names. */
public final class Redactor {

    private final List<Detector> detectors = new ArrayList<>();

    public Redactor(Redaction redaction) {
        redaction
                .patterns()
                .forEach(
                        (name, pattern) -> detectors.add(new Detector(name, Pattern.compile(pattern), String::length)));
        redaction.kinds().forEach(kind -> detectors.add(kind.detector()));
    }

    /** The text with marks in it. */
    public String text(String text, RedactionCounts counts) {
        String redacted = text;
        for (Detector detector : detectors) {
            redacted = detector.redact(redacted, counts);
        }
        return redacted;
    }

    /**
     * JSON with marks in its values. The names of fields stay as they are; a number in which something is found becomes a text. Nothing
     * is changed in place.
     */
    public JsonNode json(JsonNode node, RedactionCounts counts) {
        if (node.isObject()) {
            ObjectNode redacted = ((ObjectNode) node).objectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                redacted.set(field.getKey(), json(field.getValue(), counts));
            }
            return redacted;
        }
        if (node.isArray()) {
            ArrayNode redacted = ((ArrayNode) node).arrayNode();
            node.forEach(element -> redacted.add(json(element, counts)));
            return redacted;
        }
        return node.isTextual() || node.isNumber() ? scalar(node, counts) : node;
    }

    private JsonNode scalar(JsonNode node, RedactionCounts counts) {
        String text = node.asText();
        String redacted = text(text, counts);
        return redacted.equals(text) ? node : TextNode.valueOf(redacted);
    }
}
