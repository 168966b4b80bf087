package dev.hone.serving.table;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Works on several items at once and shows what came of them in their order. As many results as there are threads are in memory at most.
 * The threads are shared by all who ask, and end when nobody does.
 */
final class InOrder {

    private static final int THREADS =
            Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
    private static final int KEPT_SECONDS = 10;
    private static final ExecutorService POOL = newPool();

    /** What is done with an item. */
    @FunctionalInterface
    interface Work<T, R> {
        R of(T item) throws IOException;
    }

    /** Looks at a result, and says whether it wants more. */
    @FunctionalInterface
    interface Show<R> {
        boolean of(R result) throws IOException;
    }

    private InOrder() {}

    static <T, R> void each(List<T> items, Work<T, R> work, Show<R> show) throws IOException {
        Deque<Future<R>> underWay = new ArrayDeque<>();
        Iterator<T> next = items.iterator();
        try {
            do {
                while (underWay.size() < THREADS && next.hasNext()) {
                    T item = next.next();
                    underWay.add(POOL.submit(() -> work.of(item)));
                }
            } while (!underWay.isEmpty() && show.of(result(underWay.remove())));
        } finally {
            underWay.forEach(rest -> rest.cancel(false));
        }
    }

    private static <R> R result(Future<R> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the reading was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException problem) {
                throw problem;
            }
            if (e.getCause() instanceof UncheckedIOException problem) {
                throw problem.getCause();
            }
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static ExecutorService newPool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, KEPT_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "table-reader");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(new WithoutDefaults(InOrder.class.getClassLoader()));
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
