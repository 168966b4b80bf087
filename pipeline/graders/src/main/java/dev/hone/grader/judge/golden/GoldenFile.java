package dev.hone.grader.judge.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ConfigException;
import dev.hone.error.DataException;
import dev.hone.grader.judge.form.Winner;
import dev.hone.reward.Suggestions;
import dev.hone.reward.grader.JsonReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs as JSON lines: {@code instruction} (a text) or {@code messages}, {@code output_1}, {@code output_2}, {@code label} (1, 2 or tie); and,
 * where known, {@code reference} and {@code subset}. All else is metadata.
 */
public final class GoldenFile {

    private static final String INSTRUCTION = "instruction";
    private static final String MESSAGES = "messages";
    private static final String FIRST = "output_1";
    private static final String SECOND = "output_2";
    private static final String LABEL = "label";
    private static final String REFERENCE = "reference";
    private static final String SUBSET = "subset";

    private GoldenFile() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException if it cannot be read
     * @throws DataException that names the first line with a mistake
     */
    public static List<GoldenPair> read(Path file) {
        List<GoldenPair> pairs = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                pairs.add(pair(file + " line " + number + ": ", line));
            }
        }
        if (pairs.isEmpty()) {
            throw new DataException(
                    file + " holds no pairs. Write one a line: {\"instruction\": …, \"output_1\": …, \"output_2\": …,"
                            + " \"label\": 1}");
        }
        return List.copyOf(pairs);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConfigException(
                    "the golden pairs in " + file + " cannot be read: " + e + ". Name a file of JSON lines in UTF-8",
                    e);
        }
    }

    private static GoldenPair pair(String place, String line) {
        ObjectNode object = JsonReading.parseWhole(line)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> new DataException(place + "is no JSON object. Write one pair a line"));
        String messages = messages(place, object);
        Optional<JsonNode> reference =
                Optional.ofNullable(object.get(REFERENCE)).filter(node -> !node.isNull());
        ObjectNode metadata = object.deepCopy();
        metadata.remove(List.of(INSTRUCTION, MESSAGES, FIRST, SECOND, LABEL, REFERENCE));
        return new GoldenPair(
                object.path(SUBSET).asText(""),
                messages,
                text(place, object, FIRST),
                text(place, object, SECOND),
                label(place, required(place, object, LABEL).asText()),
                reference.map(JsonNode::toString),
                metadata.toString());
    }

    private static String messages(String place, ObjectNode object) {
        if (object.path(MESSAGES).isArray()) {
            return object.get(MESSAGES).toString();
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("role", "user").put("content", text(place, object, INSTRUCTION));
        return JsonNodeFactory.instance.arrayNode().add(message).toString();
    }

    private static String text(String place, ObjectNode object, String field) {
        JsonNode value = required(place, object, field);
        if (!value.isTextual()) {
            throw new DataException(place + field + " must be a text, got " + value);
        }
        return value.textValue();
    }

    private static JsonNode required(String place, ObjectNode object, String field) {
        if (object.has(field)) {
            return object.get(field);
        }
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(Set.of(INSTRUCTION, MESSAGES, FIRST, SECOND, LABEL));
        String meant = Suggestions.nearest(field, names)
                .map(name -> " It has " + name + ": rename it.")
                .orElse("");
        throw new DataException(place + "has no " + field + "." + meant
                + " A pair is {\"instruction\": …, \"output_1\": …," + " \"output_2\": …, \"label\": 1}");
    }

    private static Winner label(String place, String label) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "1" -> Winner.A;
            case "2" -> Winner.B;
            case "tie" -> Winner.TIE;
            default -> throw new DataException(place + "label must be 1, 2 or tie, got " + label);
        };
    }
}
