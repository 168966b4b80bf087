package dev.hone.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a question is answered with. */
public sealed interface ApiAnswer {

    /**
     * A whole body.
     *
     * @param fileName under which a browser saves it; empty to show it
     * @param cookie header value; empty for none
     */
    record Body(int status, String type, byte[] bytes, Optional<String> fileName, Optional<String> cookie)
            implements ApiAnswer {

        /** The same, with a cookie. */
        Body withCookie(String value) {
            return new Body(status, type, bytes, fileName, Optional.of(value));
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
                Optional.empty());
    }

    /** A file to save. */
    static Body file(String name, String type, byte[] bytes) {
        return new Body(200, type, bytes, Optional.of(name), Optional.empty());
    }
}
