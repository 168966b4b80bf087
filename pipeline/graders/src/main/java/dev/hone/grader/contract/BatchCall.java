package dev.hone.grader.contract;

import dev.hone.grader.http.RequestException;
import dev.hone.grader.http.Retries;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * One call with several completions. Where it fails for its content (it raised, it was too slow, its reply is no list) it is made again with
 * each half of its rows, or with each row where it was too slow, so that a bad row costs no good one and is at last alone with its error.
 *
 * @param call sends an event and gives its reply
 */
record BatchCall(LambdaContract contract, Function<byte[], CompletableFuture<byte[]>> call) {

    /** One result per completion, in their order. The future fails where nobody can be asked. */
    CompletableFuture<List<RewardResult>> score(List<RewardInput> inputs) {
        LambdaEvent event = contract.event(inputs);
        long startNanos = System.nanoTime();
        return call.apply(event.json().getBytes(StandardCharsets.UTF_8))
                .thenApply(reply -> results(event, reply, startNanos))
                .exceptionallyCompose(failure -> afterFailure(inputs, Retries.cause(failure)));
    }

    private List<RewardResult> results(LambdaEvent event, byte[] reply, long startNanos) {
        long millis = (System.nanoTime() - startNanos) / 1_000_000;
        try {
            return LambdaReply.read(reply, event.ids(), contract.passThreshold()).results().stream()
                    .map(result -> result.withLatencyMillis(millis))
                    .toList();
        } catch (ContractException e) {
            throw new CompletionException(e);
        }
    }

    private CompletableFuture<List<RewardResult>> afterFailure(List<RewardInput> inputs, Throwable failure) {
        if (!(failure instanceof ContractException) && !(failure instanceof RequestException)) {
            return CompletableFuture.failedFuture(failure);
        }
        if (inputs.size() == 1) {
            return CompletableFuture.completedFuture(List.of(RewardResult.failed(failure.getMessage())));
        }
        int size = isTimeout(failure) ? 1 : (inputs.size() + 1) / 2; // waiting once more is enough
        List<CompletableFuture<List<RewardResult>>> parts = new ArrayList<>();
        for (int from = 0; from < inputs.size(); from += size) {
            parts.add(score(inputs.subList(from, Math.min(inputs.size(), from + size))));
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> parts.stream()
                .map(CompletableFuture::join)
                .flatMap(List::stream)
                .toList());
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof ContractException contract && contract.kind().equals(ContractException.TIMEOUT);
    }
}
