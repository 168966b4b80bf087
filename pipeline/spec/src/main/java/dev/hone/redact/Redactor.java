package dev.hone.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Replaces what a {@link Redaction} names. */
public final class Redactor {

    /** JSON within JSON within JSON: every level doubles the backslashes of the one inside it. */
    private static final int MAX_LEVELS = 8;

    private final List<Detector> detectors = new ArrayList<>();

    public Redactor(Redaction redaction) {
        redaction
                .patterns()
                .forEach(
                        (name, pattern) -> detectors.add(new Detector(name, Pattern.compile(pattern), String::length)));
        redaction.kinds().forEach(kind -> detectors.add(kind.detector()));
    }

    /**
     * The text with marks in it. It is searched as it is written, and again with each level of the escapes decoded that JSON strings have,
     * since it may be or hold JSON, and strings of that JSON be JSON again.
     */
    public String text(String text, RedactionCounts counts) {
        String redacted = text;
        for (int level = 0; level <= MAX_LEVELS; level++) {
            Optional<Unescaped> view = view(redacted, level);
            if (view.isEmpty()) {
                return redacted;
            }
            redacted = at(level, view.get(), redacted, counts);
        }
        return redacted;
    }

    private String at(int level, Unescaped first, String text, RedactionCounts counts) {
        String redacted = text;
        Unescaped view = first;
        for (Detector detector : detectors) {
            List<Detector.Span> found = detector.find(view.text());
            if (!found.isEmpty()) {
                found.forEach(each -> counts.add(detector.name()));
                redacted = marked(redacted, view, found, detector.mark());
                view = view(redacted, level).orElse(Unescaped.plain(redacted));
            }
        }
        return redacted;
    }

    private static Optional<Unescaped> view(String text, int level) {
        Optional<Unescaped> view = Optional.of(Unescaped.plain(text));
        for (int i = 0; i < level; i++) {
            view = view.flatMap(Unescaped::next);
        }
        return view;
    }

    private static String marked(String text, Unescaped view, List<Detector.Span> found, String mark) {
        StringBuilder marked = new StringBuilder();
        int done = 0;
        for (Detector.Span span : found) {
            marked.append(text, done, view.place(span.start())).append(mark);
            done = view.place(span.end());
        }
        return marked.append(text, done, text.length()).toString();
    }

    /**
     * JSON with marks in its values. The names of fields stay as they are; a number in which something is found becomes a text. Nothing
     * is changed in place.
     */
    public JsonNode json(JsonNode node, RedactionCounts counts) {
        if (node.isObject()) {
            ObjectNode redacted = ((ObjectNode) node).objectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                redacted.set(field.getKey(), field(field.getKey(), field.getValue(), counts));
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

    /** What is recognised by its name alone is searched together with it. */
    private JsonNode field(String name, JsonNode value, RedactionCounts counts) {
        String assignment = name + "=";
        if (value.isTextual() && Secrets.isName(name)) {
            String redacted = text(assignment + value.textValue(), counts);
            if (redacted.startsWith(assignment)) {
                return TextNode.valueOf(redacted.substring(assignment.length()));
            }
        }
        return json(value, counts);
    }

    private JsonNode scalar(JsonNode node, RedactionCounts counts) {
        String text = node.asText();
        String redacted = text(text, counts);
        return redacted.equals(text) ? node : TextNode.valueOf(redacted);
    }
}
