package dev.hone.grader.http;

import dev.hone.reward.Answers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits for several calls that are under way. */
public final class Waiting {

    private Waiting() {}

    /**
     * What all of them gave, in their order. The first that fails ends the waiting, with its failure, and so does an interrupt; what is still
     * under way is given up then.
     */
    public static <T> List<T> forAll(List<CompletableFuture<T>> calls) {
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        CompletableFuture<?>[] watched = calls.stream()
                .map(call -> call.whenComplete((value, failure) -> {
                    if (failure != null) {
                        firstFailure.completeExceptionally(Retries.cause(failure));
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        try {
            Answers.await(CompletableFuture.anyOf(firstFailure, CompletableFuture.allOf(watched)));
            return calls.stream().map(CompletableFuture::join).toList();
        } finally {
            calls.forEach(call -> call.cancel(true));
        }
    }
}
