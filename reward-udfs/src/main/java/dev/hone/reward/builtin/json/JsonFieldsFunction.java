package dev.hone.reward.builtin.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.reward.builtin.Excerpt;
import dev.hone.reward.builtin.NoReference;
import dev.hone.reward.grader.JsonReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Compares the first JSON object of an answer with the reference, field by field.
 *
 * @param fields the fields that count; empty for those of each reference
 * @param standard how a field counts that {@code fields} does not name
 * @param objectCredit reward for any object
 * @param extraKeyPenalty taken off for each key of the answer that is no field
 * @param minimum the reward is at least this where there is an object
 * @param referenceField field of the reference that holds the expected object; empty if the reference is that object
 */
record JsonFieldsFunction(
        String version,
        Map<String, JsonFields.Field> fields,
        JsonFields.Field standard,
        double objectCredit,
        double extraKeyPenalty,
        double minimum,
        String referenceField)
        implements RewardFunction {

    @Override
    public String name() {
        return "json_fields";
    }

    @Override
    public String description() {
        String which = fields.isEmpty() ? "each field" : "each of the fields " + String.join(", ", fields.keySet());
        String object = objectCredit == 0 ? "" : ", " + objectCredit + " for any object";
        String extra = extraKeyPenalty == 0 ? "" : ", less " + extraKeyPenalty + " for each key that was not asked for";
        return "credit for " + which + " of a JSON object that is the reference answer's" + object + extra;
    }

    @Override
    public RewardResult score(RewardInput input) {
        if (input.reference().isEmpty()) {
            return NoReference.result();
        }
        Optional<ObjectNode> expected = expected(input.reference().get());
        if (expected.isEmpty()) {
            return RewardResult.failed(
                    "the reference is not a JSON object" + (referenceField.isEmpty() ? "" : " under " + referenceField)
                            + ": " + Excerpt.of(input.reference().get()));
        }
        return JsonReading.firstObject(input.completion())
                .map(answer -> compare(answer, expected.get()))
                .orElseGet(() -> RewardResult.of(0, false, "the answer holds no valid JSON object"));
    }

    private Optional<ObjectNode> expected(String reference) {
        return JsonReading.parseWhole(reference)
                .flatMap(json ->
                        referenceField.isEmpty() ? Optional.of(json) : Optional.ofNullable(json.get(referenceField)))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    private RewardResult compare(ObjectNode answer, ObjectNode expected) {
        Set<String> names = fields.isEmpty() ? names(expected) : fields.keySet();
        Map<String, Double> components = new LinkedHashMap<>();
        components.put("object", objectCredit);
        List<String> wrong = new ArrayList<>();
        for (String name : names) {
            boolean right = isRight(name, answer, expected);
            components.put("field." + name, right ? credit(name, names.size()) : 0);
            if (!right) {
                wrong.add(name);
            }
        }
        Set<String> extra = names(answer);
        extra.removeAll(names);
        components.put("extra_keys", extra.isEmpty() ? 0 : -extraKeyPenalty * extra.size());
        double sum =
                components.values().stream().mapToDouble(Double::doubleValue).sum();
        boolean success = wrong.isEmpty() && extra.isEmpty();
        return RewardResult.of(Math.max(minimum, sum), success, explanation(wrong, extra))
                .withComponents(components);
    }

    /** A field that the reference does not have must not be in the answer either. */
    private boolean isRight(String name, ObjectNode answer, ObjectNode expected) {
        Optional<JsonNode> given = Optional.ofNullable(answer.get(name));
        Optional<JsonNode> wanted = Optional.ofNullable(expected.get(name));
        if (given.isEmpty() || wanted.isEmpty()) {
            return given.isEmpty() && wanted.isEmpty();
        }
        return fields.getOrDefault(name, standard).comparison().test(given.get(), wanted.get());
    }

    private double credit(String name, int fieldCount) {
        OptionalDouble own = fields.getOrDefault(name, standard).credit();
        OptionalDouble common = own.isPresent() ? own : standard.credit();
        return common.orElse((1 - objectCredit) / fieldCount);
    }

    private static String explanation(List<String> wrong, Set<String> extra) {
        if (wrong.isEmpty() && extra.isEmpty()) {
            return "all fields right";
        }
        List<String> parts = new ArrayList<>();
        if (!wrong.isEmpty()) {
            parts.add("wrong or missing: " + Excerpt.of(String.join(", ", wrong)));
        }
        if (!extra.isEmpty()) {
            parts.add("not asked for: " + Excerpt.of(String.join(", ", extra)));
        }
        return String.join("; ", parts);
    }

    private static Set<String> names(ObjectNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
