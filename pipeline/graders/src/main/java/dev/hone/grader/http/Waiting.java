package dev.hone.grader.http;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for calls that are under way. */
public final class Waiting {

    private Waiting() {}

    /**
     * What all of them gave, in their order. The first that fails ends the waiting, with its failure; so does an interrupt, which whoever
     * limits the time of rewards sends. What is still under way is given up then.
     */
    public static <T> List<T> forAll(List<CompletableFuture<T>> calls) {
        try {
            CompletableFuture<Void> firstFailure = new CompletableFuture<>();
            calls.forEach(call -> call.whenComplete((value, failure) -> {
                if (failure != null) {
                    firstFailure.completeExceptionally(Retries.cause(failure));
                }
            }));
            CompletableFuture.anyOf(firstFailure, CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)))
                    .get();
            return calls.stream().map(CompletableFuture::join).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rewards were asked for", e);
        } catch (ExecutionException e) {
            throw Retries.cause(e.getCause()) instanceof RuntimeException known ? known : new IllegalStateException(e);
        } finally {
            calls.forEach(call -> call.cancel(true));
        }
    }
}
