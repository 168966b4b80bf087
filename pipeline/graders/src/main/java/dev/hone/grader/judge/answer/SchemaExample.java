package dev.hone.grader.judge.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The form of an answer as judges understand it best: JSON with words where values go, so that no value is suggested. */
final class SchemaExample {

    private SchemaExample() {}

    static String of(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "object" -> fields(schema.path("properties"));
            case "array" -> "[" + of(schema.path("items")) + ", …]";
            case "boolean" -> "<true or false>";
            case "integer" -> "<whole number" + range(schema) + ">";
            case "number" -> "<number" + range(schema) + ">";
            default -> schema.has("enum") ? words(schema.path("enum")) : "\"<text>\"";
        };
    }

    private static String fields(JsonNode properties) {
        List<String> fields = new ArrayList<>();
        properties.properties().forEach(field -> fields.add("\"" + field.getKey() + "\": " + of(field.getValue())));
        return String.join(", ", fields).transform(all -> "{" + all + "}");
    }

    private static String range(JsonNode schema) {
        return " from " + schema.path("minimum").asText() + " to "
                + schema.path("maximum").asText();
    }

    private static String words(JsonNode words) {
        List<String> quoted = new ArrayList<>();
        words.forEach(word -> quoted.add("\"" + word.asText() + "\""));
        return quoted.stream().collect(Collectors.joining(" or ", "<", ">"));
    }
}
