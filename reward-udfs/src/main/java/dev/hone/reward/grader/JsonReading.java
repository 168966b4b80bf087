package dev.hone.reward.grader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/**
 * Strict JSON (RFC 8259, no key twice in an object) with exact numbers, from text that may be hostile: nesting up to 100, numbers up to 1,000
 * characters and exponents up to 10^9, texts up to {@value #MAX_CHARACTERS} characters. All else is not JSON here.
 */
public final class JsonReading {

    /** Longer texts are not read. */
    public static final int MAX_CHARACTERS = 1_000_000;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(1_000)
                            .maxStringLength(MAX_CHARACTERS)
                            .maxNameLength(10_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String FENCE = "```";
    private static final String WHITE_SPACE = " \t\n\u000B\f\r";
    private static final Set<String> WORDS = Set.of("true", "false", "null");

    private JsonReading() {}

    /** The JSON value that the whole text is; empty if it is not JSON. */
    public static Optional<JsonNode> parseWhole(String text) {
        if (text.length() > MAX_CHARACTERS || isPlain(text)) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(text)) {
            JsonNode node = JSON.readTree(parser);
            return parser.nextToken() == null ? Optional.ofNullable(node) : Optional.empty();
        } catch (JsonProcessingException | NumberFormatException notJson) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory failed", e);
        }
    }

    /** Whether the text cannot be JSON by how it begins and ends: what most answers are, for which a parser's exception costs the most. */
    private static boolean isPlain(String text) {
        String value = text.strip();
        if (value.isEmpty()) {
            return false;
        }
        char first = value.charAt(0);
        char last = value.charAt(value.length() - 1);
        return switch (first) {
            case '{' -> last != '}';
            case '[' -> last != ']';
            case '"' -> last != '"';
            case 't', 'f', 'n' -> !WORDS.contains(value);
            default -> (first != '-' && (first < '0' || first > '9')) || last < '0' || last > '9';
        };
    }

    /**
     * The first JSON object in a text, fenced, bare or amid prose. The first brace that a quote or a closing brace follows begins it; if what
     * follows is broken there is none, so neither the inside of a broken object nor a second try counts.
     */
    public static Optional<ObjectNode> firstObject(String text) {
        int start = objectStart(text, 0);
        return start < 0 || text.length() > MAX_CHARACTERS
                ? Optional.empty()
                : part(text, start).map(Part::object);
    }

    /**
     * The JSON object that ends a text, alone, fenced or behind prose: nothing but white space and a closing fence follows it. Objects before
     * it do not count; but if one of them is broken there is none, so that the inside of a broken object is never taken for the answer.
     */
    public static Optional<ObjectNode> lastObject(String text) {
        String body = withoutClosingFence(text);
        if (body.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        Optional<ObjectNode> last = Optional.empty();
        int end = 0;
        for (int start = objectStart(body, 0); start >= 0; start = objectStart(body, end)) {
            Optional<Part> part = part(body, start);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            last = Optional.of(part.get().object());
            end = part.get().end();
        }
        return end == body.length() ? last : Optional.empty();
    }

    private static String withoutClosingFence(String text) {
        int end = endOfWords(text, text.length());
        return text.substring(
                0, text.startsWith(FENCE, end - FENCE.length()) ? endOfWords(text, end - FENCE.length()) : end);
    }

    /** Where the white space before a place begins. */
    private static int endOfWords(String text, int before) {
        int end = before;
        while (end > 0 && WHITE_SPACE.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** An object and where it ends, exclusive. */
    private record Part(ObjectNode object, int end) {}

    private static Optional<Part> part(String text, int start) {
        char[] characters = text.toCharArray();
        try (JsonParser parser = JSON.createParser(characters, start, characters.length - start)) {
            JsonNode node = JSON.readTree(parser);
            int end = start + (int) parser.currentLocation().getCharOffset();
            return Optional.of(node)
                    .filter(ObjectNode.class::isInstance)
                    .map(object -> new Part((ObjectNode) object, end));
        } catch (JsonProcessingException | NumberFormatException broken) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory failed", e);
        }
    }

    private static int objectStart(String text, int from) {
        for (int start = text.indexOf('{', from); start >= 0; start = text.indexOf('{', start + 1)) {
            int next = start + 1;
            while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
                next++;
            }
            if (next < text.length() && (text.charAt(next) == '"' || text.charAt(next) == '}')) {
                return start;
            }
        }
        return -1;
    }
}
