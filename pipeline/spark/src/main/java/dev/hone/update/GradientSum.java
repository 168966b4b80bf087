package dev.hone.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Computes micro-batches on several threads and adds their gradients in the order of the plan, whichever is done first: the sum has the same
 * bits on any number of threads. A gradient that is early waits for those before it; a thread that would run too far ahead waits before it
 * computes, so that at most twice as many gradients as threads are in memory.
 */
final class GradientSum<R> {

    /**
     * What one micro-batch gave.
     *
     * @param gradients by tensor name
     * @param observed what else it found
     */
    record Part<R>(SortedMap<String, float[]> gradients, R observed) {}

    /**
     * What all micro-batches gave.
     *
     * @param gradients their sum, by tensor name
     * @param observed in the order of the plan
     */
    record Total<R>(SortedMap<String, float[]> gradients, List<R> observed) {}

    private final IntFunction<Part<R>> work;
    private final int count;
    private final int lead;
    private final Map<Integer, Part<R>> early = new TreeMap<>();
    private final SortedMap<String, float[]> sum = new TreeMap<>();
    private final List<R> observed = new ArrayList<>();
    private int taken;
    private int next;
    private boolean failed;

    private GradientSum(int workers, int count, IntFunction<Part<R>> work) {
        this.count = count;
        this.lead = 2 * workers;
        this.work = work;
    }

    /** Runs {@code work} for 0 to count - 1; an exception of one micro-batch ends all and is thrown as it is. */
    static <R> Total<R> run(int threads, int count, IntFunction<Part<R>> work) {
        int workers = Math.min(threads, count);
        GradientSum<R> sum = new GradientSum<>(workers, count, work);
        if (workers <= 1) {
            sum.workThrough();
        } else {
            ExecutorService pool = Executors.newFixedThreadPool(workers);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < workers; i++) {
                    running.add(pool.submit(sum::workThrough));
                }
                join(running);
            } finally {
                pool.shutdownNow();
            }
        }
        return new Total<>(sum.sum, sum.observed);
    }

    /** Waits for all workers, so that none uses the model after this returns; then throws what the first of them threw. */
    private static void join(List<Future<?>> running) {
        Optional<ExecutionException> failure = Optional.empty();
        try {
            for (Future<?> worker : running) {
                Optional<ExecutionException> thrown = awaitFailure(worker);
                failure = failure.isPresent() ? failure : thrown;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while micro-batches were computed", e);
        }
        if (failure.isPresent()) {
            Throwable cause = failure.get().getCause();
            throw cause instanceof RuntimeException exception
                    ? exception
                    : new IllegalStateException("a micro-batch failed: " + cause, cause);
        }
    }

    private static Optional<ExecutionException> awaitFailure(Future<?> worker) throws InterruptedException {
        try {
            worker.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e);
        }
    }

    private void workThrough() {
        for (int index = take(); index < count; index = take()) {
            boolean done = false;
            try {
                add(index, work.apply(index));
                done = true;
            } finally {
                if (!done) {
                    fail();
                }
            }
        }
    }

    /** The next micro-batch, once it is not too far ahead of the sum; the count where there is nothing more to do. */
    private synchronized int take() {
        try {
            while (!failed && taken < count && taken - next >= lead) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail();
            throw new IllegalStateException("interrupted while a gradient waited for those before it", e);
        }
        return failed ? count : taken++;
    }

    private synchronized void fail() {
        failed = true;
        notifyAll();
    }

    private synchronized void add(int index, Part<R> part) {
        early.put(index, part);
        for (Part<R> ready = early.remove(next); ready != null; ready = early.remove(next)) {
            ready.gradients().forEach(this::accumulate);
            observed.add(ready.observed());
            next++;
        }
        notifyAll();
    }

    private void accumulate(String name, float[] gradient) {
        float[] total = sum.get(name);
        if (total == null) {
            sum.put(name, gradient.clone());
        } else {
            for (int i = 0; i < total.length; i++) {
                total[i] += gradient[i];
            }
        }
    }
}
