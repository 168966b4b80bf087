package dev.hone.serving.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * One question.
 *
 * @param path values of the route's names
 * @param scope what the asker may do
 * @param caller who that is: the name of a key
 */
public record ApiRequest(Request request, Map<String, String> path, Scope scope, String caller) {

    private static final int MAX_JSON_BYTES = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A value of the path. */
    public String path(String name) {
        return path.get(name);
    }

    /**
     * A whole number of the path.
     *
     * @throws ApiException when it is none
     */
    public int pathNumber(String name) {
        return number(name, path(name));
    }

    /** A header; empty where it is not there. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** A value behind the question mark. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
    }

    /**
     * A whole number behind the question mark.
     *
     * @throws ApiException when it is none
     */
    public int queryNumber(String name, int otherwise) {
        return query(name).map(text -> number(name, text)).orElse(otherwise);
    }

    /**
     * The body as JSON.
     *
     * @throws ApiException when it is none
     */
    public JsonNode json() {
        if (announcedBytes() > MAX_JSON_BYTES) {
            throw tooLarge();
        }
        try (InputStream body = Content.Source.asInputStream(request)) {
            byte[] bytes = body.readNBytes(MAX_JSON_BYTES + 1);
            if (bytes.length > MAX_JSON_BYTES) {
                throw tooLarge();
            }
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw ApiException.invalid("The body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ApiException.invalid("The body cannot be read: " + e.getMessage());
        }
    }

    /** How long the body says that it is; -1 where it does not say. */
    public long announcedBytes() {
        return request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    }

    private static ApiException tooLarge() {
        return new ApiException(
                413, "The body is larger than the " + (MAX_JSON_BYTES >> 20) + " MiB that JSON may have. Send less");
    }

    private static int number(String name, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiException.invalid(name + " must be a whole number, not \"" + text + "\"");
    }
}
