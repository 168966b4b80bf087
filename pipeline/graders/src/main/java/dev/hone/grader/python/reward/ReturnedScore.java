package dev.hone.grader.python.reward;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.grader.python.PythonResult;
import dev.hone.reward.RewardResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the value that a function returns for one completion is read: a number, True or False, or a dict.
 *
 * @param scoreNames names under which a dict has the reward
 * @param outcomeName name under which it says whether the completion succeeded
 * @param passThreshold the least reward of a success, where the function does not say
 */
record ReturnedScore(List<String> scoreNames, String outcomeName, OptionalDouble passThreshold) {

    private static final String EXPLANATION = "explanation";
    private static final String COMPONENTS = "components";
    private static final String METRICS = "metrics";

    RewardResult result(PythonResult result) {
        RewardResult read = result instanceof PythonResult.Returned returned
                ? result(PythonValue.of(returned))
                : RewardResult.failed(((PythonResult.Failed) result).failure().toString());
        return Printed.with(read, result.printed());
    }

    RewardResult result(JsonNode value) {
        return value.isObject()
                ? ofObject(value)
                : ofScore(value, "the function returned " + inPython(value), Map.of(), value);
    }

    private RewardResult ofObject(JsonNode object) {
        Optional<String> name = scoreNames.stream().filter(object::has).findFirst();
        if (name.isEmpty()) {
            return RewardResult.failed("missing_score: the dict has " + names(object) + "; the reward must be under "
                    + String.join(" or ", scoreNames));
        }
        String said = name.get() + " is " + inPython(object.get(name.get()));
        return ofScore(object.get(name.get()), said, metrics(object, name.get()), object);
    }

    private RewardResult ofScore(JsonNode score, String said, Map<String, Double> metrics, JsonNode whole) {
        if (!score.isNumber() && !score.isBoolean()) {
            return RewardResult.failed("not_a_number: " + said + "; return a number");
        }
        double reward = score.isBoolean() ? (score.booleanValue() ? 1 : 0) : score.doubleValue();
        if (!Double.isFinite(reward)) {
            return RewardResult.failed("not_finite: " + said);
        }
        return new RewardResult(
                OptionalDouble.of(reward),
                numbers(whole.path(COMPONENTS)),
                metrics,
                outcome(score, whole),
                whole.path(EXPLANATION).asText(),
                Optional.empty());
    }

    private Optional<Boolean> outcome(JsonNode score, JsonNode whole) {
        JsonNode said = whole.path(outcomeName);
        if (said.isBoolean() || said.isNumber()) {
            return Optional.of(said.isBoolean() ? said.booleanValue() : said.doubleValue() >= 1);
        }
        if (score.isBoolean()) {
            return Optional.of(score.booleanValue());
        }
        return passThreshold.isPresent()
                ? Optional.of(score.doubleValue() >= passThreshold.getAsDouble())
                : Optional.empty();
    }

    /** Those that the dict calls so, and all other numbers in it. */
    private Map<String, Double> metrics(JsonNode object, String scoreName) {
        Map<String, Double> metrics = new TreeMap<>(numbers(object.path(METRICS)));
        numbers(object).forEach((name, number) -> {
            if (!name.equals(scoreName) && !name.equals(outcomeName)) {
                metrics.putIfAbsent(name, number);
            }
        });
        return metrics;
    }

    private static Map<String, Double> numbers(JsonNode object) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isBoolean()) {
                numbers.put(field.getKey(), value.booleanValue() ? 1.0 : 0.0);
            } else if (value.isNumber()) {
                numbers.put(field.getKey(), value.doubleValue());
            }
        });
        return numbers;
    }

    private static String names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.joining(", "));
    }

    private static String inPython(JsonNode value) {
        String text = value.toString();
        return value.isNull() ? "None" : text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
