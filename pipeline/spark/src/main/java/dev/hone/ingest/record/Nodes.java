package dev.hone.ingest.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Builds JSON; numbers stay as they were written. */
public final class Nodes {

    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private Nodes() {}

    /** An object without fields. */
    public static ObjectNode object() {
        return FACTORY.objectNode();
    }

    /** An empty list. */
    public static ArrayNode array() {
        return FACTORY.arrayNode();
    }

    /** A text. */
    public static TextNode text(String text) {
        return FACTORY.textNode(text);
    }

    /** JSON's null. */
    public static JsonNode nothing() {
        return FACTORY.nullNode();
    }
}
