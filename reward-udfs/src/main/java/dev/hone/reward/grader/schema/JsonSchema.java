package dev.hone.reward.grader.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import dev.hone.reward.grader.JsonReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A JSON Schema: of draft 2020-12, or the one that its {@code $schema} names. Formats are annotations, references lead to the schema itself
 * or to the drafts' own schemas, patterns are matched in time linear in the text.
 */
public final class JsonSchema {

    private static final int MAX_PROBLEMS = 3;
    private static final List<String> STANDARD = List.of("https://json-schema.org/", "http://json-schema.org/");

    /** A place in a document, as a JSON pointer, and what is wrong there. */
    public record Violation(String place, String problem) {

        @Override
        public String toString() {
            return (place.isEmpty() ? "" : place + ": ") + problem;
        }
    }

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException saying why it is no schema that can be used
     */
    public static JsonSchema of(JsonNode written) {
        JsonNode plain = PlainNumbers.of(written)
                .orElseThrow(() -> new IllegalArgumentException("it holds a number that is too large"));
        SpecificationVersion draft = draft(plain);
        requireValid(draft, plain);
        List<String> patternProblems = new ArrayList<>();
        SchemaRegistry registry =
                registry(draft, config().regularExpressionFactory(regex -> SchemaPattern.of(regex, patternProblems)));
        JsonSchema compiled;
        try {
            Schema schema = registry.getSchema(plain);
            schema.initializeValidators();
            compiled = new JsonSchema(schema);
        } catch (SchemaException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    e.getMessage() == null ? "its references lead in circles" : e.getMessage(), e);
        }
        if (!patternProblems.isEmpty()) {
            throw new IllegalArgumentException(patternProblems.get(0));
        }
        return compiled;
    }

    /** Reads one. */
    public static JsonSchema parse(String text) {
        return of(JsonReading.parseWhole(text)
                .orElseThrow(() -> new IllegalArgumentException("it is not JSON, or nested more than 100 deep")));
    }

    /** What is wrong with a document, one violation for each place; empty if it is valid. */
    public List<Violation> violations(JsonNode document) {
        Optional<JsonNode> plain = PlainNumbers.of(document);
        if (plain.isEmpty()) {
            return List.of(new Violation("", "holds a number that is too large to be checked"));
        }
        BoundedValidation validation = new BoundedValidation();
        try {
            schema.validate(validation, plain.get());
        } catch (BoundedValidation.TooLongException e) {
            return List.of(new Violation("", "takes too many steps to be checked"));
        }
        return onePerPlace(validation.getErrors());
    }

    private static List<Violation> onePerPlace(List<Error> errors) {
        return List.copyOf(errors.stream()
                .map(error -> new Violation(error.getInstanceLocation().toString(), error.getMessage()))
                .collect(Collectors.toMap(
                        Violation::place, violation -> violation, (first, next) -> first, LinkedHashMap::new))
                .values());
    }

    private static SpecificationVersion draft(JsonNode schema) {
        JsonNode named = schema.path("$schema");
        return named.isMissingNode()
                ? SpecificationVersion.DRAFT_2020_12
                : SpecificationVersion.fromDialectId(named.asText())
                        .orElseThrow(() -> new IllegalArgumentException("there is no draft " + named.asText()));
    }

    /** The schema must be valid by the schema of its draft. */
    private static void requireValid(SpecificationVersion draft, JsonNode schema) {
        List<Violation> violations = onePerPlace(registry(draft, config())
                .getSchema(SchemaLocation.of(draft.getDialectId()))
                .validate(schema));
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(violations.stream()
                    .limit(MAX_PROBLEMS)
                    .map(Violation::toString)
                    .collect(Collectors.joining("; ")));
        }
    }

    private static SchemaRegistryConfig.Builder config() {
        return SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(false)
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH);
    }

    private static SchemaRegistry registry(SpecificationVersion draft, SchemaRegistryConfig.Builder config) {
        return SchemaRegistry.withDefaultDialect(draft, registry -> registry.schemaRegistryConfig(config.build())
                .schemaLoader(loader -> loader.allow(JsonSchema::isStandard)));
    }

    /** The library holds these; all else would be fetched. */
    private static boolean isStandard(AbsoluteIri address) {
        return STANDARD.stream().anyMatch(address.toString()::startsWith);
    }
}
