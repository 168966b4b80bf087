package dev.hone.grader.python.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.grader.contract.ContractException;
import dev.hone.grader.contract.LambdaReply;
import dev.hone.grader.python.PythonCall;
import dev.hone.grader.python.PythonFailure;
import dev.hone.grader.python.PythonPool;
import dev.hone.grader.python.PythonResult;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;

/**
 * One event and what came of it. Where the call with all samples gave nothing, each sample is asked for alone, so that one bad row costs no
 * good one.
 *
 * @param results one per sample
 * @param failure why the call with all samples gave nothing; empty where it gave something
 * @param unknownIds ids in the reply that nobody asked for, as JSON
 * @param badMetrics metrics left out for their form
 */
record LambdaBatch(
        List<RewardResult> results, Optional<PythonFailure> failure, List<String> unknownIds, int badMetrics) {

    static LambdaBatch score(PythonPool pool, String function, JsonNode event, OptionalDouble passThreshold)
            throws InterruptedException {
        PythonResult whole =
                pool.call(function, List.of(PythonCall.lambda(event))).get(0);
        try {
            LambdaReply reply = read(whole, event, passThreshold);
            List<RewardResult> results = reply.results().stream()
                    .map(result -> Printed.with(result, whole.printed()))
                    .toList();
            return new LambdaBatch(results, Optional.empty(), reply.unknownIds(), reply.badMetrics());
        } catch (ContractException e) {
            PythonFailure failure = new PythonFailure(e.kind(), e.getMessage());
            List<RewardResult> results = event.size() == 1
                    ? List.of(Printed.with(RewardResult.failed(e.getMessage()), whole.printed()))
                    : alone(pool, function, event, passThreshold);
            return new LambdaBatch(results, Optional.of(failure), List.of(), 0);
        }
    }

    private static List<RewardResult> alone(
            PythonPool pool, String function, JsonNode event, OptionalDouble passThreshold)
            throws InterruptedException {
        List<JsonNode> events = StreamSupport.stream(event.spliterator(), false)
                .<JsonNode>map(sample -> JsonNodeFactory.instance.arrayNode().add(sample))
                .toList();
        List<PythonResult> replies =
                pool.callAlone(function, events.stream().map(PythonCall::lambda).toList());
        List<RewardResult> results = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            results.add(Printed.with(
                    result(replies.get(i), events.get(i), passThreshold),
                    replies.get(i).printed()));
        }
        return results;
    }

    private static RewardResult result(PythonResult reply, JsonNode event, OptionalDouble passThreshold) {
        try {
            return read(reply, event, passThreshold).results().get(0);
        } catch (ContractException e) {
            return RewardResult.failed(e.getMessage());
        }
    }

    private static LambdaReply read(PythonResult result, JsonNode event, OptionalDouble passThreshold)
            throws ContractException {
        if (result instanceof PythonResult.Returned returned) {
            List<JsonNode> ids = StreamSupport.stream(event.spliterator(), false)
                    .map(sample -> sample.path("id"))
                    .toList();
            return LambdaReply.read(returned.json(), ids, passThreshold);
        }
        PythonFailure failure = ((PythonResult.Failed) result).failure();
        throw new ContractException(failure.kind(), failure.message());
    }
}
