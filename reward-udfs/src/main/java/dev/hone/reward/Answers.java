package dev.hone.reward;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Waits for somebody outside of the JVM who has a time limit of their own, such as a judge. Such time does not count against that of the
 * reward function, and others may compute meanwhile.
 */
public final class Answers {

    private static final ThreadLocal<Waiter> WAITER = ThreadLocal.withInitial(() -> Waiter.NOBODY);

    private Answers() {}

    /** Is told when a call of a reward function waits, in its thread. */
    public interface Waiter {

        /** Tells nobody. */
        Waiter NOBODY = new Waiter() {
            @Override
            public void beginWait() {}

            @Override
            public void endWait() {}
        };

        void beginWait();

        void endWait();
    }

    /**
     * The answer.
     *
     * @throws RewardUnavailableException where nobody can be asked
     * @throws CancellationException when the thread is interrupted
     * @throws RuntimeException that the answer failed with
     */
    public static <T> T await(CompletableFuture<T> answer) {
        if (answer.isDone()) {
            return get(answer);
        }
        Waiter waiter = WAITER.get();
        waiter.beginWait();
        try {
            return get(answer);
        } finally {
            waiter.endWait();
        }
    }

    /** Does the work of a call, and tells the waiter when it waits. */
    public static <T> T tellingOfWaits(Waiter waiter, Supplier<T> work) {
        WAITER.set(waiter);
        try {
            return work.get();
        } finally {
            WAITER.remove();
        }
    }

    private static <T> T get(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for an answer");
        } catch (ExecutionException e) {
            RewardUnavailableException.rethrowIn(e);
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
