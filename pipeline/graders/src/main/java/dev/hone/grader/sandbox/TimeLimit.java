package dev.hone.grader.sandbox;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Talks with processes that have a time limit: pipes know none, so a thread does the talking, which the end of the process sets free. */
public final class TimeLimit {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "sandbox-talk");
        thread.setDaemon(true);
        return thread;
    });

    private TimeLimit() {}

    /** What {@code talk} returns within the time; the caller ends the process where it does not. */
    public static <T> T within(int seconds, Callable<T> talk)
            throws ExecutionException, InterruptedException, TimeoutException {
        return THREADS.submit(talk).get(seconds, TimeUnit.SECONDS);
    }
}
