package dev.hone.grader.python.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hone.grader.python.PythonCall;
import dev.hone.grader.python.PythonPool;
import dev.hone.grader.python.PythonSignature;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** verl's {@code compute_score(data_source, solution_str, ground_truth, extra_info)}, called by name as verl does. */
record VerlScorer(PythonSignature function, ReturnedScore returned) implements Scorer {

    static VerlScorer of(PythonSignature function, OptionalDouble passThreshold) {
        return new VerlScorer(function, new ReturnedScore(List.of("score"), "acc", passThreshold));
    }

    @Override
    public List<RewardResult> score(PythonPool pool, List<RewardInput> inputs) throws InterruptedException {
        List<PythonCall> calls =
                inputs.stream().map(input -> PythonCall.named(arguments(input))).toList();
        return pool.call(function.name(), calls).stream().map(returned::result).toList();
    }

    private Map<String, JsonNode> arguments(RewardInput input) {
        JsonNode metadata = PythonValue.metadata(input);
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        arguments.put(
                "data_source", TextNode.valueOf(metadata.path("data_source").asText()));
        arguments.put("solution_str", TextNode.valueOf(input.completion()));
        arguments.put("ground_truth", PythonValue.reference(input));
        arguments.put("extra_info", metadata.has("extra_info") ? metadata.get("extra_info") : metadata);
        arguments.keySet().removeIf(name -> !function.takes(name));
        return arguments;
    }
}
