package dev.hone.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a question is answered with. */
public sealed interface ApiAnswer {

    /**
     * A whole body.
     *
     * @param fileName under which a browser saves it; empty to show it
     * @param headers further ones, by name
     */
    record Body(int status, String type, byte[] bytes, Optional<String> fileName, Map<String, String> headers)
            implements ApiAnswer {

        public Body {
            headers = Map.copyOf(headers);
        }

        /** The same, with a cookie. */
        Body withCookie(String value) {
            return withHeader("Set-Cookie", value);
        }

        /** The same, with a header. */
        public Body withHeader(String name, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(name, value);
            return new Body(status, type, bytes, fileName, more);
        }
    }

    /** Events as they occur (server-sent events); the source ends when it returns. */
    record Stream(EventSource source) implements ApiAnswer {}

    static Body json(JsonNode node) {
        return json(200, node);
    }

    static Body json(int status, JsonNode node) {
        return new Body(
                status,
                "application/json",
                node.toString().getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                Map.of());
    }

    /** A file to save. */
    static Body file(String name, String type, byte[] bytes) {
        return new Body(200, type, bytes, Optional.of(name), Map.of());
    }
}
