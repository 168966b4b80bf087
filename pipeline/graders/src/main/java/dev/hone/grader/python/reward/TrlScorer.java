package dev.hone.grader.python.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hone.grader.python.PythonCall;
import dev.hone.grader.python.PythonFailure;
import dev.hone.grader.python.PythonPool;
import dev.hone.grader.python.PythonResult;
import dev.hone.grader.python.PythonSignature;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * TRL's reward functions: lists of prompts and completions and a list for each column of the dataset go in, a list of numbers comes out, in
 * which None says that a completion has no reward. Columns are the fields of the metadata and of a reference that is an object; the
 * reference itself is the column {@code reference}, and any other that the function needs and that is not there.
 *
 * @param conversational whether prompts and completions are lists of messages, as for datasets with messages, or texts
 */
record TrlScorer(PythonSignature function, boolean conversational, ReturnedScore returned) implements Scorer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String REFERENCE = "reference";

    static TrlScorer of(PythonSignature function, boolean conversational, OptionalDouble passThreshold) {
        return new TrlScorer(
                function, conversational, new ReturnedScore(List.of("reward", "score"), "outcome", passThreshold));
    }

    @Override
    public List<RewardResult> score(PythonPool pool, List<RewardInput> inputs) throws InterruptedException {
        PythonResult whole = pool.call(function.name(), List.of(call(inputs))).get(0);
        if (whole instanceof PythonResult.Failed && inputs.size() > 1) {
            return alone(pool, inputs);
        }
        return results(whole, inputs.size());
    }

    private List<RewardResult> alone(PythonPool pool, List<RewardInput> inputs) throws InterruptedException {
        List<PythonCall> calls =
                inputs.stream().map(input -> call(List.of(input))).toList();
        return pool.callAlone(function.name(), calls).stream()
                .flatMap(result -> results(result, 1).stream())
                .toList();
    }

    private List<RewardResult> results(PythonResult result, int rows) {
        if (!(result instanceof PythonResult.Returned value)) {
            return List.of(returned.result(result));
        }
        JsonNode list = PythonValue.of(value);
        List<RewardResult> results = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            RewardResult one = list.isArray() && list.size() == rows
                    ? returned.result(list.get(row))
                    : RewardResult.failed(PythonFailure.BAD_OUTPUT + ": the function returned "
                            + (list.isArray() ? "a list of " + list.size() : "no list") + " for " + rows
                            + " completions; return a list with a number, or None, for each");
            results.add(Printed.with(one, result.printed()));
        }
        return results;
    }

    private PythonCall call(List<RewardInput> inputs) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        arguments.put(
                "prompts",
                JSON.arrayNode().addAll(inputs.stream().map(this::prompt).toList()));
        arguments.put(
                "completions",
                JSON.arrayNode().addAll(inputs.stream().map(this::completion).toList()));
        List<Map<String, JsonNode>> rows =
                inputs.stream().map(TrlScorer::columns).toList();
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.keySet()));
        function.required().stream()
                .filter(name -> !arguments.containsKey(name))
                .forEach(names::add);
        names.stream()
                .filter(name -> function.takes(name) && !arguments.containsKey(name))
                .forEach(name -> arguments.put(name, column(name, rows)));
        arguments.keySet().removeIf(name -> !function.takes(name));
        return PythonCall.named(arguments);
    }

    private static JsonNode column(String name, List<Map<String, JsonNode>> rows) {
        boolean isThere = rows.stream().anyMatch(row -> row.containsKey(name));
        ArrayNode column = JSON.arrayNode();
        rows.forEach(row -> column.add(row.getOrDefault(isThere ? name : REFERENCE, NullNode.getInstance())));
        return column;
    }

    private static Map<String, JsonNode> columns(RewardInput input) {
        Map<String, JsonNode> columns = new LinkedHashMap<>();
        JsonNode reference = PythonValue.reference(input);
        PythonValue.metadata(input).properties().forEach(field -> columns.put(field.getKey(), field.getValue()));
        reference.properties().forEach(field -> columns.put(field.getKey(), field.getValue()));
        columns.put(REFERENCE, reference);
        return columns;
    }

    private JsonNode prompt(RewardInput input) {
        return conversational ? PythonValue.messages(input) : PythonValue.prompt(input);
    }

    private JsonNode completion(RewardInput input) {
        TextNode text = TextNode.valueOf(input.completion());
        if (!conversational) {
            return text;
        }
        return JSON.arrayNode().add(JSON.objectNode().put("role", "assistant").set("content", text));
    }
}
