package dev.hone.ingest.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * The top-level fields of one JSON object, each as a tree and as the text that stood in the line, so that what is kept for the reward
 * function (numbers, key order) is kept to the letter.
 *
 * @param fields in the order of the line
 */
public record JsonRecord(Map<String, Field> fields) {

    /** A record above this many bytes is quarantined. */
    public static final int MAX_BYTES = 16 << 20;

    /** Nesting above this is refused; it bounds the recursion of everything that walks a record. */
    static final int MAX_DEPTH = 200;

    /** A number longer than this is refused. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_BYTES)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();

    private static final ObjectReader READER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    /** What Jackson says of a place, and to programmers. */
    private static final Pattern PLACE = Pattern.compile("\\[Source: [^;\\]]*; ([^\\]]*)]");

    private static final Pattern ADVICE = Pattern.compile(": enable `[^`]*` to allow");

    private static final ObjectReader VALUE_READER = READER.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** One value: its tree and its text. */
    public record Field(JsonNode value, String text) {
        /** A text as it is, anything else as it is written. */
        public String plainText() {
            return value.isTextual() ? value.textValue() : text;
        }
    }

    /** Parses a line that must be one JSON object and nothing else. */
    public static JsonRecord parse(String line) throws RecordRefused {
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                READER.readTree(line);
                throw new RecordRefused(QuarantineReason.NOT_AN_OBJECT, "");
            }
            JsonRecord fields = readFields(parser, line);
            if (parser.nextToken() != null) {
                throw new RecordRefused(QuarantineReason.INVALID_JSON, "text after the object");
            }
            return fields;
        } catch (JsonProcessingException e) {
            throw refused(e);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
    }

    /** Parses a text that must be one JSON value of any kind and nothing else. */
    public static JsonNode parseTree(String text) throws RecordRefused {
        try {
            return VALUE_READER.readTree(text);
        } catch (JsonProcessingException e) {
            throw refused(e);
        }
    }

    /** The tree of a text that is JSON for sure, such as that of a column. */
    public static JsonNode tree(String json) {
        return treeIfJson(json).orElseThrow(() -> new IllegalArgumentException("not JSON: " + json));
    }

    /** The tree of a text, if it is JSON. */
    public static Optional<JsonNode> treeIfJson(String text) {
        try {
            return Optional.of(VALUE_READER.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The value of a field, unless it is absent or null. */
    public Optional<JsonNode> value(String name) {
        return Optional.ofNullable(fields.get(name)).map(Field::value).filter(value -> !value.isNull());
    }

    /** A text that is not blank. */
    public Optional<String> text(String name) {
        return value(name).filter(JsonNode::isTextual).map(JsonNode::textValue).filter(text -> !text.isBlank());
    }

    /** The value of a field that joins records: a text as it is, a number as it is written. */
    public Optional<String> key(String path) {
        return field(path)
                .filter(field -> field.value().isTextual() || field.value().isNumber())
                .map(Field::plainText);
    }

    /**
     * A field, unless it is absent or null.
     *
     * @param path its name, or names with points between them that lead into objects or into texts that are objects
     */
    public Optional<Field> field(String path) {
        if (fields.containsKey(path)) {
            return Optional.of(fields.get(path)).filter(field -> !field.value().isNull());
        }
        for (int point = path.indexOf('.'); point >= 0; point = path.indexOf('.', point + 1)) {
            Optional<Field> outer = Optional.ofNullable(fields.get(path.substring(0, point)));
            String rest = path.substring(point + 1);
            Optional<Field> found = outer.flatMap(JsonRecord::object).flatMap(inner -> inner.field(rest));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The JSON of all fields but some, each as it was written, and of others where the record has none of their name. */
    public String without(Set<String> names, ObjectNode others) {
        StringJoiner json = new StringJoiner(",", "{", "}");
        fields.forEach((name, field) -> {
            if (!names.contains(name)) {
                json.add(Nodes.text(name) + ":" + field.text());
            }
        });
        others.properties().forEach(other -> {
            if (!fields.containsKey(other.getKey()) || names.contains(other.getKey())) {
                json.add(Nodes.text(other.getKey()) + ":" + other.getValue());
            }
        });
        return json.toString();
    }

    private static Optional<JsonRecord> object(Field field) {
        boolean object = field.value().isObject()
                || field.value().asText().stripLeading().startsWith("{");
        try {
            return object ? Optional.of(parse(field.plainText())) : Optional.empty();
        } catch (RecordRefused notAnObject) {
            return Optional.empty();
        }
    }

    private static JsonRecord readFields(JsonParser parser, String line) throws IOException, RecordRefused {
        Map<String, Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getCharOffset();
            JsonNode value = READER.readTree(parser);
            int end = (int) parser.currentLocation().getCharOffset();
            Field field = new Field(value, line.substring(start, end).strip());
            if (fields.put(name, field) != null) {
                throw new RecordRefused(QuarantineReason.INVALID_JSON, "the field " + name + " occurs twice");
            }
        }
        return new JsonRecord(fields);
    }

    private static RecordRefused refused(JsonProcessingException e) {
        boolean depth = e instanceof StreamConstraintsException
                && e.getOriginalMessage().contains("nesting depth");
        return new RecordRefused(
                depth ? QuarantineReason.TOO_DEEP : QuarantineReason.INVALID_JSON, firstLine(e.getOriginalMessage()));
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return ADVICE.matcher(PLACE.matcher(line).replaceAll("$1")).replaceAll("");
    }
}
