package dev.hone.reward.builtin.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.grader.JsonComparison;
import dev.hone.reward.grader.NumberTolerance;
import dev.hone.reward.grader.TextNormalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * {@code json_fields}: credit for an object, for each of its fields that equals the reference's, less a penalty for each key that was not
 * asked for.
 */
public final class JsonFields implements RewardKind {

    private static final int REVISION = 1;
    private static final Set<String> COMPARISONS = Set.of("exact", "normalized", "numeric");

    /**
     * How one field counts.
     *
     * @param credit for the right value; empty shares what the object's credit leaves of 1
     */
    record Field(OptionalDouble credit, BiPredicate<JsonNode, JsonNode> comparison) {}

    @Override
    public String kind() {
        return "json_fields";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        Standard standard = new Standard(
                parameters.choice("compare", "exact", COMPARISONS),
                parameters.number("absoluteTolerance", 0, 0, 1e15),
                parameters.number("relativeTolerance", 0, 0, 1),
                creditOf(parameters, "fieldCredit"));
        return new JsonFieldsFunction(
                parameters.version(REVISION),
                fields(parameters, standard),
                standard.field(),
                parameters.number("objectCredit", 0, 0, 1),
                parameters.number("extraKeyPenalty", 0.1, 0, 1e6),
                parameters.number("minimum", 0, -1e6, 1),
                parameters.text("referenceField").orElse(""));
    }

    /** What holds for a field whose section does not say otherwise. */
    private record Standard(String compare, double absoluteTolerance, double relativeTolerance, OptionalDouble credit) {

        Field field() {
            NumberTolerance tolerance = NumberTolerance.of(absoluteTolerance, relativeTolerance);
            BiPredicate<JsonNode, JsonNode> comparison =
                    switch (compare) {
                        case "numeric" -> (answer, expected) -> JsonComparison.numeric(answer, expected, tolerance);
                        case "normalized" ->
                            (answer, expected) -> JsonComparison.normalized(answer, expected, TextNormalizer.STANDARD);
                        default -> JsonComparison::exact;
                    };
            return new Field(credit, comparison);
        }

        Field field(RewardParameters section) {
            OptionalDouble own = creditOf(section, "credit");
            Field field = new Standard(
                            section.choice("compare", compare, COMPARISONS),
                            section.number("absoluteTolerance", absoluteTolerance, 0, 1e15),
                            section.number("relativeTolerance", relativeTolerance, 0, 1),
                            own.isPresent() ? own : credit)
                    .field();
            section.reportUnknownKeys();
            return field;
        }
    }

    /** A list of names, or a map from names to sections; empty stands for all fields of each row's reference. */
    private static Map<String, Field> fields(RewardParameters parameters, Standard standard) {
        Map<String, Field> fields = new LinkedHashMap<>();
        if (parameters.values().get("fields") instanceof List) {
            parameters.texts("fields").orElse(List.of()).forEach(name -> fields.put(name, standard.field()));
        } else {
            parameters.sections("fields").forEach((name, section) -> fields.put(name, standard.field(section)));
        }
        if (parameters.has("fields") && fields.isEmpty()) {
            parameters.problem(
                    "fields", "names no field", "Name at least one, or leave fields out to use the reference's");
        }
        return fields;
    }

    private static OptionalDouble creditOf(RewardParameters section, String key) {
        return section.has(key) ? OptionalDouble.of(section.number(key, 0, 0, 1e6)) : OptionalDouble.empty();
    }
}
