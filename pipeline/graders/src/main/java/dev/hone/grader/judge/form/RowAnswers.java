package dev.hone.grader.judge.form;

import dev.hone.reward.Answers;
import dev.hone.reward.RewardUnavailableException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asking and waiting, with what went wrong in the words of a row's error. */
public final class RowAnswers {

    private RowAnswers() {}

    /** Asks; a row that lacks what is asked about has its error at once. */
    static <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> asking, Function<String, T> failed) {
        try {
            return asking.get();
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(failed.apply(e.getMessage()));
        }
    }

    /**
     * Waits for an answer; a request that has none is an error of its row.
     *
     * @throws RewardUnavailableException when nobody can be asked
     * @throws CancellationException when the thread is interrupted, as when its time is up
     */
    public static <T> T await(CompletableFuture<T> answer, Function<String, T> failed) {
        try {
            return Answers.await(answer);
        } catch (RewardUnavailableException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return failed.apply("the judge gave no answer: " + e.getMessage());
        }
    }
}
