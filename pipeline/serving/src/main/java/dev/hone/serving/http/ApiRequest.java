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
import org.eclipse.jetty.util.Fields;

/**
 * One question.
 *
 * @param path values of the route's names
 * @param scope what the asker may do
 */
public record ApiRequest(Request request, Map<String, String> path, Scope scope) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A value of the path. */
    public String path(String name) {
        return path.get(name);
    }

    /** A parameter of the query; empty where it is not there or blank. */
    public Optional<String> query(String name) {
        Fields fields = Request.extractQueryParameters(request);
        return Optional.ofNullable(fields.getValue(name)).filter(value -> !value.isBlank());
    }

    /**
     * A whole number of the query.
     *
     * @throws ApiException when it is none, or outside of the range
     */
    public int query(String name, int standard, int min, int max) {
        return query(name).map(text -> number(name, text, min, max)).orElse(standard);
    }

    /**
     * A whole number of the path.
     *
     * @throws ApiException when it is none
     */
    public int pathNumber(String name) {
        return number(name, path(name), 0, Integer.MAX_VALUE);
    }

    /** A header of the question. */
    public Optional<String> header(HttpHeader name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /**
     * The body as JSON.
     *
     * @throws ApiException when it is none
     */
    public JsonNode json() {
        try (InputStream body = body()) {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw ApiException.invalid("The body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ApiException.invalid("The body cannot be read: " + e.getMessage());
        }
    }

    /** The body as it comes. */
    public InputStream body() {
        return Content.Source.asInputStream(request);
    }

    private static int number(String name, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ApiException.invalid(
                name + " must be a whole number from " + min + " to " + max + ", not \"" + text + "\"");
    }
}
