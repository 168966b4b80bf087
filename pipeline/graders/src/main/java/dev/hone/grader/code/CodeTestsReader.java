package dev.hone.grader.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hone.grader.code.CodeTests.Asserts;
import dev.hone.grader.code.CodeTests.Call;
import dev.hone.grader.code.CodeTests.Calls;
import dev.hone.grader.code.CodeTests.Pair;
import dev.hone.grader.code.CodeTests.Pairs;
import dev.hone.reward.RewardInput;
import dev.hone.reward.grader.JsonReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the tests of a row in its reference, else in its metadata, in the shapes of the usual data sets: HumanEval ({@code test}, {@code
 * entry_point}), MBPP ({@code test_list}, {@code test_setup_code}), APPS ({@code inputs}, {@code outputs}, {@code fn_name}).
 *
 * @param field that holds the tests; empty: the first of the usual names
 */
record CodeTestsReader(String field) {

    private static final List<String> FIELDS = List.of("tests", "test_list", "test", "test_cases", "input_output");
    private static final List<String> INPUTS = List.of("input", "stdin");
    private static final List<String> OUTPUTS = List.of("output", "stdout", "expected_output");

    /** @throws IllegalArgumentException where there are none, or none that can be read */
    CodeTests of(RewardInput input) {
        JsonNode reference = input.reference().map(CodeTestsReader::json).orElse(MissingNode.getInstance());
        JsonNode metadata = input.metadata().map(CodeTestsReader::json).orElse(MissingNode.getInstance());
        JsonNode tests = tests(reference)
                .or(() -> tests(metadata))
                .orElseGet(() -> reference.isObject() && !isPairs(reference) ? MissingNode.getInstance() : reference);
        if (tests.isMissingNode()) {
            throw new IllegalArgumentException("there are no tests: give the reference or the metadata a field "
                    + (field.isEmpty() ? String.join(", ", FIELDS) : field));
        }
        return read(
                tests, text(reference, metadata, "setup", "test_setup_code"), text(reference, metadata, "entry_point"));
    }

    private Optional<JsonNode> tests(JsonNode object) {
        return (field.isEmpty() ? FIELDS : List.of(field))
                .stream().filter(object::has).findFirst().map(object::get).map(CodeTestsReader::unwrapped);
    }

    /** Data sets in columns hold lists as JSON texts. */
    private static JsonNode unwrapped(JsonNode value) {
        return value.isTextual() ? json(value.asText()) : value;
    }

    private static JsonNode json(String text) {
        return JsonReading.parseWhole(text).filter(JsonNode::isContainerNode).orElseGet(() -> TextNode.valueOf(text));
    }

    private static CodeTests read(JsonNode tests, String setup, String entryPoint) {
        if (isPairs(tests)) {
            return columns(tests);
        }
        if (tests.isTextual() && !tests.asText().isBlank()) {
            return new Asserts(List.of(tests.asText()), setup, entryPoint);
        }
        if (!tests.isArray() || tests.isEmpty()) {
            throw new IllegalArgumentException(
                    "tests are a list of asserts, a text with asserts, or a list of {input, output}");
        }
        return tests.get(0).isTextual() ? new Asserts(texts(tests), setup, entryPoint) : pairs(tests);
    }

    private static boolean isPairs(JsonNode tests) {
        return tests.has("inputs") && tests.has("outputs");
    }

    private static CodeTests columns(JsonNode tests) {
        JsonNode inputs = tests.get("inputs");
        JsonNode outputs = tests.get("outputs");
        if (inputs.size() != outputs.size() || inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    inputs.size() + " inputs and " + outputs.size() + " outputs make no pairs");
        }
        String function = tests.path("fn_name").asText("");
        return function.isBlank() ? pairs(inputs, outputs) : calls(function, inputs, outputs);
    }

    private static Calls calls(String function, JsonNode inputs, JsonNode outputs) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            calls.add(call(inputs.get(i), outputs.get(i)));
        }
        return new Calls(function, calls);
    }

    /** A list of arguments with a value (APPS, TACO), or both as JSON texts, an argument a line (LiveCodeBench). */
    private static Call call(JsonNode input, JsonNode output) {
        if (input instanceof ArrayNode arguments) {
            return new Call(arguments, output);
        }
        ArrayNode arguments = JsonNodeFactory.instance.arrayNode();
        input.asText()
                .lines()
                .filter(line -> !line.isBlank())
                .map(CodeTestsReader::value)
                .forEach(arguments::add);
        return new Call(arguments, output.isTextual() ? value(output.asText()) : output);
    }

    private static JsonNode value(String text) {
        return JsonReading.parseWhole(text)
                .orElseThrow(() -> new IllegalArgumentException("a test of fn_name is not JSON: " + text));
    }

    private static Pairs pairs(JsonNode inputs, JsonNode outputs) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            pairs.add(new Pair(text(inputs.get(i)), text(outputs.get(i))));
        }
        return new Pairs(pairs);
    }

    private static Pairs pairs(JsonNode list) {
        List<Pair> pairs = new ArrayList<>();
        for (JsonNode pair : list) {
            pairs.add(new Pair(text(first(pair, INPUTS)), text(first(pair, OUTPUTS))));
        }
        return new Pairs(pairs);
    }

    private static JsonNode first(JsonNode pair, List<String> names) {
        return names.stream()
                .filter(pair::has)
                .findFirst()
                .map(pair::get)
                .orElseThrow(() ->
                        new IllegalArgumentException("a pair of input and output needs " + String.join(" or ", names)));
    }

    /** A text, or a list of lines. */
    private static String text(JsonNode value) {
        return value.isArray() ? String.join("\n", texts(value)) : value.asText();
    }

    private static String text(JsonNode reference, JsonNode metadata, String... names) {
        for (JsonNode place : List.of(reference, metadata)) {
            for (String name : names) {
                if (place.path(name).isTextual()) {
                    return place.path(name).asText();
                }
            }
        }
        return "";
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
