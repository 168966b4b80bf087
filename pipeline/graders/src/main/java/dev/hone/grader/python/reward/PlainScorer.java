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

/** {@code reward(prompt, completion, reference, metadata)}, with those of the arguments that the function asks for. */
record PlainScorer(PythonSignature function, ReturnedScore returned) implements Scorer {

    static PlainScorer of(PythonSignature function, OptionalDouble passThreshold) {
        return new PlainScorer(function, new ReturnedScore(List.of("reward", "score"), "outcome", passThreshold));
    }

    @Override
    public List<RewardResult> score(PythonPool pool, List<RewardInput> inputs) throws InterruptedException {
        List<PythonCall> calls =
                inputs.stream().map(input -> PythonCall.named(arguments(input))).toList();
        return pool.call(function.name(), calls).stream().map(returned::result).toList();
    }

    private Map<String, JsonNode> arguments(RewardInput input) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        arguments.put("prompt", PythonValue.prompt(input));
        arguments.put("messages", PythonValue.messages(input));
        arguments.put("completion", TextNode.valueOf(input.completion()));
        arguments.put("reference", PythonValue.reference(input));
        arguments.put("metadata", PythonValue.metadata(input));
        arguments.keySet().removeIf(name -> !function.takes(name));
        return arguments;
    }
}
