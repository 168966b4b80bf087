package dev.hone.grader.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON values in the words of error messages. */
final class Shown {

    private static final int CHARACTERS = 80;

    private Shown() {}

    /** Its type and the beginning of its value, such as {@code the text "0.5"}. */
    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object" + (value.isEmpty() ? "" : " with " + cut(String.join(", ", names(value))));
            case ARRAY -> "a list";
            case STRING -> "the text " + cut(value.toString());
            case NULL -> "null";
            case MISSING -> "nothing";
            default -> cut(value.toString());
        };
    }

    private static Iterable<String> names(JsonNode object) {
        return object::fieldNames;
    }

    private static String cut(String text) {
        return text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…";
    }
}
