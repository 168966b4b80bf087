package dev.hone.reward.grader.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.reward.grader.JsonReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestJsonSchema {

    /** Verdicts of the golden file that we do not share, and why. */
    private static final Map<String, String> DIFFERENCES = Map.of(
            "multiple of 0.01 in binary", "numbers are exact here: 19.99 is 1999 times 0.01",
            "duplicate key (allowed, the last one counts)",
                    "readers disagree which one counts, so it is no answer here",
            "deep", "nested more than 100 deep, which no answer needs");

    @Test
    void theVerdictsAreThoseOfTheReferenceImplementation() throws IOException {
        List<String> different = new ArrayList<>();
        for (JsonNode example : golden("cases")) {
            boolean valid = isValid(example);
            if (valid != example.get("valid").asBoolean()) {
                different.add(example.get("case").asText());
            }
        }
        assertThat(different).containsExactly("multiple of 0.01 in binary");
        assertThat(DIFFERENCES).containsKeys(different.toArray(String[]::new));
    }

    private static boolean isValid(JsonNode example) {
        try {
            boolean valid = JsonSchema.of(example.get("schema"))
                    .violations(example.get("document"))
                    .isEmpty();
            assertThat(example.get("schema_valid").asBoolean())
                    .as("%s", example)
                    .isTrue();
            return valid;
        } catch (IllegalArgumentException e) {
            assertThat(example.get("schema_valid").asBoolean())
                    .as("%s: %s", example, e.getMessage())
                    .isFalse();
            return false;
        }
    }

    @Test
    void thePlacesThatAreWrongAreThoseThatItNames() throws IOException {
        for (JsonNode example : golden("cases")) {
            String name = example.get("case").asText();
            if (example.get("errors").isEmpty() || DIFFERENCES.containsKey(name)) {
                continue;
            }
            assertThat(JsonSchema.of(example.get("schema")).violations(example.get("document")))
                    .extracting(JsonSchema.Violation::place)
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(places(example));
        }
    }

    private static Set<String> places(JsonNode example) {
        Set<String> places = new LinkedHashSet<>();
        example.get("errors").forEach(error -> places.add(error.get("at").asText()));
        return places;
    }

    @Test
    void whatIsJsonIsJsonByTheStandard() throws IOException {
        List<String> different = new ArrayList<>();
        for (JsonNode example : golden("texts")) {
            if (JsonReading.parseWhole(example.get("text").asText()).isPresent()
                    != example.get("valid").asBoolean()) {
                different.add(example.get("case").asText());
            }
        }
        assertThat(different).containsExactly("duplicate key (allowed, the last one counts)", "deep");
        assertThat(DIFFERENCES).containsKeys(different.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"$ref": "https://example.com/x.json"} | Schema from 'https://example.com/x.json' is not allowed to be loaded.
                    {"$ref": "file:///etc/hostname"}       | Schema from 'file:///etc/hostname' is not allowed to be loaded.
                    {"$ref": "classpath:draft-04/schema"}  | Schema from 'classpath:draft-04/schema' is not allowed to be loaded.
                    {"$ref": "#/$defs/none"}               | Reference /$defs/none cannot be resolved
                    {"$schema": "https://example.com/x"}   | there is no draft https://example.com/x
                    {"type": "strng"}                      | /type: does not have a value in the enumeration
                    {"pattern": "(?=a)b"}                  | a pattern cannot be matched in linear time: invalid or unsupported Perl syntax
                    {"pattern": "((a{100}){100}){100}"}    | a pattern cannot be matched in linear time: it repeats too much
                    {"maximum": 1e99999}                   | it holds a number that is too large
                    nonsense                               | it is not JSON, or nested more than 100 deep
                    """)
    void whatIsNoUsableSchemaSaysWhy(String schema, String message) {
        assertThatThrownBy(() -> JsonSchema.parse(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"pattern": "^(a+)+$"}                        | "aab" | false
                    {"pattern": "^\\\\u00e9\\\\\\\\u$"}           | "é\\\\u" | true
                    {"uniqueItems": true}                         | [1, 1.0, 1e0] | false
                    {"enum": [1.50, 7.0]}                         | 1.5  | true
                    {"enum": [1.50, 7.0]}                         | 7    | true
                    {"type": "integer"}                           | 1e999999999 | false
                    {"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "string"}]} | [1] | false
                    {"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "string"}]} | ["a"] | true
                    """)
    void numbersPatternsAndDraftsAreReadAsMeant(String schema, String document, boolean valid) throws IOException {
        JsonNode read = JsonReading.parseWhole(document).orElseThrow();

        assertThat(JsonSchema.parse(schema).violations(read).isEmpty()).isEqualTo(valid);
    }

    @Test
    @Timeout(20)
    void noPairOfSchemaAndDocumentStallsTheCheck() {
        String text = "\"" + "a".repeat(50_000) + "!\"";
        assertThat(JsonSchema.parse("{\"pattern\": \"^(a|a)*$\"}")
                        .violations(JsonReading.parseWhole(text).orElseThrow()))
                .hasSize(1);

        String branch = "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#\"}}}";
        JsonSchema branching = JsonSchema.parse("{\"anyOf\": [" + branch + ", " + branch + "]}");
        String deep = "{\"a\":".repeat(90) + "1" + "}".repeat(90);
        long start = System.nanoTime();
        assertThat(branching.violations(JsonReading.parseWhole(deep).orElseThrow()))
                .extracting(JsonSchema.Violation::problem)
                .containsExactly("takes too many steps to be checked");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

        assertThat(JsonSchema.parse("{\"$ref\": \"#\"}")
                        .violations(JsonReading.parseWhole("1").orElseThrow()))
                .extracting(JsonSchema.Violation::problem)
                .containsExactly("takes too many steps to be checked");
    }

    private static JsonNode golden(String part) throws IOException {
        Path file = Path.of(System.getProperty("hone.shared", "../../shared"), "fixtures/graders/json_schema.json");
        assumeTrue(Files.exists(file), "the golden verdicts are not there: " + file);
        return JsonReading.parseWhole(new ObjectMapper().writeValueAsString(exact(file)))
                .orElseThrow()
                .get(part);
    }

    private static JsonNode exact(Path file) throws IOException {
        return new ObjectMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(Files.readString(file));
    }
}
